/** Sentences of the practice's software and of the card reader. */
export const handOverWords = {
  'hand-over.title': 'Uw software vraagt een patiënt',
  'hand-over.title.agenda': 'Uw software stelt de dag voor',
  'hand-over.asks': 'De praktijksoftware vraagt {name}.',
  'hand-over.asks.number': 'De praktijksoftware vraagt een patiënt op nummer.',
  'hand-over.close': '{open} sluiten en {name} openen?',
  'hand-over.covered': 'Het open dossier is afgedekt tot u antwoordt. Niets wordt gelezen zonder uw klik.',
  'hand-over.open': '{name} openen',
  'hand-over.keep': '{open} houden',
  'hand-over.leave': 'Niets openen',
  'hand-over.new': 'Nieuwe patiënt',
  'hand-over.unknown':
    'Geen van uw links staat op deze pc op die naam. Maak de link samen met de patiënt: wat de software doorgaf, wordt overgenomen.',
  'hand-over.by-name': 'Gevonden op naam en geboortedatum, niet op nummer. Ga na of het om dezelfde persoon gaat.',
  'hand-over.differs':
    'Het doorgegeven nummer is van {found}, maar de software schrijft {written}. Kijk het na in uw software voor u opent.',
  'hand-over.busy': 'Bezig met openen…',
  'hand-over.appointments':
    '{count, plural, one {# afspraak om aan de dag toe te voegen.} other {# afspraken om aan de dag toe te voegen.}}',
  'hand-over.add': 'Aan de dag toevoegen',
  'hand-over.waiting': 'Er wacht een vraag van uw software.',
  'hand-over.waiting.next': 'Ze verschijnt zodra u aangemeld bent.',
  'hand-over.fault.absent': 'Uw software riep Passerelle op zonder iets door te geven, of twee keer hetzelfde.',
  'hand-over.fault.expired': 'De vraag van uw software is ouder dan een minuut: ze is vernietigd.',
  'hand-over.fault.invalid': 'Passerelle begreep de vraag van uw software niet: ze is vernietigd.',
  'hand-over.fault.unsafe': 'Het bestand van uw software was toegankelijk voor anderen: het is ongelezen geweigerd.',
  'hand-over.fault.said-in-clear':
    'Uw software heeft patiëntgegevens in de link zelf gezet: Passerelle heeft ze niet gelezen.',
  'hand-over.fault.said-in-clear.next':
    'Toon dit bericht aan de helpdesk van uw software: die gegevens kunnen in een geschiedenis zijn achtergebleven.',
  'hand-over.fault.next':
    'Begin opnieuw vanuit uw software. Gebeurt het nog, toon dit bericht dan aan de helpdesk ervan.',
  'hand-over.noted': 'Begrepen',
  'hand-over.send.pdf': 'Terugsturen als pdf',
  'hand-over.send.fhir': 'Terugsturen als FHIR',
  'hand-over.send.text': 'De tekst kopiëren',
  'hand-over.sent.files':
    '{count, plural, one {Naar uw software gestuurd.} other {# bestanden naar uw software gestuurd.}}',
  'hand-over.sent.pdf.archive': 'In PDF/A-formaat, voor archivering.',
  'hand-over.sent.pdf.own': 'Dit is de pdf van het ziekenhuis, ongewijzigd.',
  'hand-over.sent.pdf.plain': 'Als gewone pdf: hij kon niet in PDF/A-formaat worden gezet.',
  'hand-over.sent.clipboard': 'Tekst voor vijf minuten gekopieerd. Plak hem in uw software.',
  'hand-over.sent.no-folder': 'Uw software gaf geen retourmap op voor deze patiënt. Kopieer de tekst.',
  'hand-over.sent.other-patient': 'Niet verstuurd: het nummer van dit dossier is niet dat wat uw software doorgaf.',
  'hand-over.sent.folder-refused':
    'Niet verstuurd: de retourmap is niet meer bereikbaar, of anderen kunnen erin schrijven.',
  'hand-over.sent.disk-full': 'Niet verstuurd: de schijf is vol. Maak plaats en begin opnieuw.',
  'hand-over.sent.nothing-to-send': 'Dit document kan niet in deze vorm vertrekken. Probeer een andere.',

  'card.button': 'eID-kaart lezen',
  'card.busy': 'De kaart wordt gelezen…',
  'card.fault.no-service':
    'De dienst voor kaartlezers antwoordt niet op deze pc. Typ het nummer en verwittig uw informaticus.',
  'card.fault.no-reader': 'Er is geen kaartlezer aangesloten. Sluit hem aan en begin opnieuw.',
  'card.fault.no-card': 'Er zit geen kaart in de lezer. Steek ze erin met de chip naar voren en begin opnieuw.',
  'card.fault.pulled-out': 'De kaart werd tijdens het lezen weggenomen. Steek ze er weer in en begin opnieuw.',
  'card.fault.busy': 'Een ander programma gebruikt de kaart. Sluit het en begin opnieuw.',
  'card.fault.foreign': 'Dit is geen Belgische identiteitskaart. Typ het nummer.',
  'card.fault.unreadable': 'De kaart kan niet gelezen worden. Veeg de chip af en begin opnieuw, of typ het nummer.',
  'link.person.from-card': 'Van de kaart gelezen. Ga na of het de kaart is van de patiënt voor u, en bevestig.',
  'link.person.from-software':
    'Overgenomen uit uw software. Vergelijk met de identiteitskaart van de patiënt en bevestig.',
} as const satisfies Record<string, string>;
