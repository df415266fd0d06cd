import type { FailureCode } from '../../../contracts/failure.ts';
import type { FailureSentence } from '../fr/failure.ts';

const helpdesk = 'Bel de helpdesk.';
const again = 'Probeer het zo dadelijk opnieuw.';

/** One sentence for each failure. None tells whether a hidden document or an unlinked patient exists. */
export const failureSentences = {
  bug: {
    what: 'Passerelle is op een onverwachte moeilijkheid gestuit.',
    next: 'Probeer opnieuw. Herhaalt het zich, bel dan de helpdesk en geef het incidentnummer door.',
  },
  'input-invalid': {
    what: 'Een van de ingevoerde gegevens wordt niet aanvaard.',
    next: 'Kijk na wat u ingevoerd hebt en probeer opnieuw.',
  },
  'not-found': {
    what: 'Dit element is van hieruit niet toegankelijk.',
    next: 'Ga terug naar de lijst en kies een ander.',
  },
  'forbidden-for-role': {
    what: 'Uw functie laat deze handeling niet toe.',
    next: 'Hebt u ze nodig voor uw werk, richt u dan tot de medische directie.',
  },
  'too-many-attempts': {
    what: 'Te veel pogingen op korte tijd.',
    next: 'Wacht enkele minuten en probeer dan opnieuw.',
  },
  conflict: {
    what: 'Dit gegeven is intussen veranderd.',
    next: 'Het scherm wordt bijgewerkt: lees het na en probeer opnieuw.',
  },
  offline: {
    what: 'Het ziekenhuis is op dit moment niet bereikbaar.',
    next: 'Controleer de internetverbinding van deze pc. Passerelle probeert vanzelf opnieuw.',
    physician: 'Controleer de internetverbinding van deze pc. Wat al gekopieerd is, blijft leesbaar.',
  },
  'server-unavailable': {
    what: 'De server van het ziekenhuis antwoordt niet.',
    next: 'Passerelle probeert vanzelf opnieuw. Verwittig de IT-dienst als het blijft duren.',
    physician: 'Wat al gekopieerd is, blijft leesbaar. Passerelle probeert vanzelf opnieuw.',
  },
  'hospital-untrusted': {
    what: 'De server die antwoordde, kon niet bewijzen dat hij die van het ziekenhuis is.',
    next: 'Er is niets naar die server gestuurd. Dring niet aan en bel de helpdesk.',
  },
  'clock-wrong': {
    what: 'Het uur van deze pc klopt niet.',
    next: 'Stel de datum en het uur van de computer in en open Passerelle opnieuw.',
  },
  'disk-full': {
    what: 'De schijf van deze pc is vol.',
    next: 'Maak plaats en probeer opnieuw.',
    physician: 'Maak plaats: het kopiëren gaat dan vanzelf verder.',
  },
  'keychain-absent': {
    what: 'Deze pc heeft geen sleutelhanger om uw geheimen veilig te bewaren.',
    next: 'Er is niets opgeslagen. Bel de helpdesk: die helpt u om hem te activeren.',
  },
  'keychain-locked': {
    what: 'De sleutelhanger van deze pc is vergrendeld.',
    next: 'Ontgrendel hem met het wachtwoord van uw computersessie en open Passerelle opnieuw.',
  },
  'keychain-timeout': {
    what: 'De sleutelhanger van deze pc heeft niet geantwoord.',
    next: 'Kijk of een venster u vraagt hem te ontgrendelen, en open Passerelle dan opnieuw.',
  },
  'invitation-file-invalid': {
    what: 'Dit bestand is geen uitnodiging van Passerelle, of het is beschadigd.',
    next: 'Kies het “.passerelle”-bestand dat u van het ziekenhuis kreeg, of vraag de helpdesk een nieuw.',
  },
  'invitation-code-wrong': {
    what: 'Deze code is niet die uit de brief.',
    next: 'Neem de zestien tekens uit uw brief over. Streepjes en hoofdletters tellen niet mee.',
  },
  'invitation-code-expired': {
    what: 'Deze code is niet meer geldig.',
    next: 'Vraag de helpdesk een nieuwe brief.',
  },
  'invitation-code-used': {
    what: 'Deze code is al gebruikt: hij werkt maar één keer.',
    next: 'Hebt u hem niet zelf gebruikt, bel dan meteen de helpdesk.',
  },
  'certificate-required': {
    what: 'Het ziekenhuis herkent deze pc niet.',
    next: helpdesk,
  },
  'certificate-expired': {
    what: 'De machtiging van deze pc is verlopen.',
    next: 'Verleng ze met uw wachtwoord en een code van zes cijfers.',
  },
  'certificate-revoked': {
    what: 'Het ziekenhuis heeft de machtiging van deze pc ingetrokken.',
    next: 'De kopieën die erop stonden, zijn gewist. Bel de helpdesk om te weten waarom.',
  },
  'certificate-foreign': {
    what: 'De machtiging van deze pc komt van een ander ziekenhuis.',
    next: helpdesk,
  },
  'renewal-too-late': {
    what: 'De machtiging van deze pc is al te lang verlopen om nog verlengd te worden.',
    next: 'Vraag de helpdesk een nieuwe uitnodiging.',
  },
  'session-required': {
    what: 'U bent niet aangemeld.',
    next: 'Meld u aan en probeer opnieuw.',
  },
  'session-ended': {
    what: 'Uw sessie is beëindigd.',
    next: 'Meld u opnieuw aan.',
  },
  'credentials-wrong': {
    what: 'De gebruikersnaam of het wachtwoord is niet juist.',
    next: 'Probeer opnieuw. Wachtwoord vergeten? Bel de helpdesk.',
  },
  'otp-wrong': {
    what: 'Deze code van zes cijfers is niet juist.',
    next: 'Neem de code die uw telefoon nu toont en kijk na of het uur van de telefoon klopt.',
  },
  'otp-replayed': {
    what: 'Deze code van zes cijfers is net gebruikt.',
    next: 'Wacht tot uw telefoon de volgende toont.',
  },
  'recovery-code-used': {
    what: 'Deze reservecode is al gebruikt.',
    next: 'Neem een andere uit uw lijst, of bel de helpdesk.',
  },
  'password-weak': {
    what: 'Dit wachtwoord is te makkelijk te raden.',
    next: 'Kies een zin van meerdere woorden die u alleen kent.',
  },
  'account-not-activated': {
    what: 'Uw account is nog niet geactiveerd.',
    next: 'Rond de activering af op de pc waarop u de uitnodiging geopend hebt.',
  },
  'account-suspended': {
    what: 'Uw toegang is geschorst door de medische directie.',
    next: 'Richt u tot de medische directie van het ziekenhuis.',
  },
  'niss-invalid': {
    what: 'Dit rijksregisternummer is niet juist.',
    next: 'Neem de elf cijfers op de achterkant van de identiteitskaart over.',
  },
  'niss-not-issued': {
    what: 'Dit nummer is nooit aan iemand toegekend.',
    next: 'Neem de elf cijfers op de achterkant van de identiteitskaart over.',
  },
  'purpose-not-declared': {
    what: 'Het doel van de toegang is niet verklaard.',
    next: 'Vink aan dat u het dossier raadpleegt om deze patiënt te verzorgen.',
  },
  'link-not-possible': {
    what: 'Met deze gegevens kon de relatie niet worden aangemaakt.',
    next: 'Kijk samen met de patiënt het nummer, de naam, de voornaam en de geboortedatum na. Is alles juist, bel dan de helpdesk.',
  },
  'link-attempts-exceeded': {
    what: 'Op korte tijd zijn te veel relaties geweigerd.',
    next: 'Probeer het over een uur opnieuw. Zit de patiënt voor u, bel dan de helpdesk.',
  },
  'link-state-conflict': {
    what: 'Deze relatie is intussen veranderd.',
    next: 'De lijst wordt bijgewerkt: ga van daaruit verder.',
  },
  'link-not-active': {
    what: 'Er is geen actieve therapeutische relatie met deze patiënt.',
    next: 'Druk de toestemming af, laat ze ondertekenen en bevestig de handtekening.',
  },
  'link-ended': {
    what: 'De therapeutische relatie met deze patiënt is beëindigd.',
    next: 'Maak met zijn akkoord een nieuwe aan bij zijn volgende bezoek.',
  },
  'form-unknown': {
    what: 'Deze referentie hoort bij geen enkel van uw formulieren.',
    next: 'Kijk de tien tekens onder de code na. Er is niets geklasseerd.',
  },
  'form-not-signed': {
    what: 'De handtekening van deze patiënt is nog niet bevestigd.',
    next: 'Bevestig ze eerst: “De patiënt heeft ondertekend”. Klasseer daarna het formulier.',
  },
  'form-replaced': {
    what: 'Dit formulier is niet dat waarvan de handtekening bevestigd is: er is daarna een ander afgedrukt.',
    next: 'Zoek het blad met de referentie die in “Mijn relaties” staat. Er is niets geklasseerd.',
  },
  'record-not-available': {
    what: 'Dit dossier is niet toegankelijk.',
    next: 'Zit de patiënt voor u en verbaast hem dat, bel dan de helpdesk.',
  },
  'document-not-available': {
    what: 'Dit document is niet toegankelijk.',
    next: 'Ga terug naar de lijst en kies een ander.',
  },
  'document-unreadable': {
    what: 'Dit deel van het document kan niet worden getoond: het ontvangen bestand is beschadigd.',
    next: 'De rest van het dossier is intact. Vraag dit document aan de dienst die het gemaakt heeft.',
  },
  'pacs-unavailable': {
    what: 'De beeldenserver van het ziekenhuis antwoordt niet: deze beelden kunnen nu niet worden geladen.',
    next: 'De rest van het dossier en de al gekopieerde beelden blijven leesbaar. Probeer het over enkele minuten opnieuw.',
  },
  'resource-invalid': {
    what: 'Deze gegevens voldoen niet aan de norm en worden niet getoond, om niets verkeerds te tonen.',
    next: 'Raadpleeg het bijgevoegde document als er een is, of bel de dienst die het gemaakt heeft.',
  },
  'instance-quarantined': {
    what: 'Een beeld komt niet overeen met deze patiënt en wordt niet getoond.',
    next: 'Het ziekenhuis kijkt het na. De andere beelden blijven leesbaar.',
  },
  'lease-ended': {
    what: 'De kopie van dit dossier op deze pc is afgelopen en werd gewist.',
    next: 'Maak opnieuw verbinding met het ziekenhuis om een nieuwe te krijgen.',
  },
  'journal-refused': {
    what: 'Het ziekenhuis heeft het logboek van de raadplegingen van deze pc niet aanvaard.',
    next: 'Tot dan blijven de dossiers gesloten. Bel de helpdesk.',
  },
  'not-copied-yet': {
    what: 'Dit element is nog niet naar deze pc gekopieerd.',
    next: 'Het verschijnt vanzelf zodra de kopie klaar is.',
  },
  'patient-mismatch': {
    what: 'Een document komt niet overeen met deze patiënt en wordt niet getoond.',
    next: 'Bel de helpdesk en geef het incidentnummer door.',
  },
  'trace-unavailable': {
    what: 'Het ziekenhuis kan uw raadpleging nu niet vastleggen, en geeft dus niets te lezen.',
    next: again,
  },
  'vault-locked': {
    what: 'De lokale kopie is vergrendeld.',
    next: 'Ontgrendel Passerelle met uw wachtwoord.',
  },
  'vault-damaged': {
    what: 'De lokale kopie van dit dossier is beschadigd en wordt niet getoond.',
    next: 'Open het dossier opnieuw zodra u met het ziekenhuis verbonden bent: er wordt een nieuwe kopie gemaakt.',
  },
  'printer-absent': {
    what: 'Deze pc heeft geen printer.',
    next: 'Installeer een printer of zet hem aan, en probeer opnieuw.',
  },
  'print-failed': {
    what: 'Het afdrukken is niet gelukt.',
    next: 'Kijk de printer na (papier, kabel) en probeer opnieuw.',
  },
} as const satisfies Record<FailureCode, FailureSentence>;
