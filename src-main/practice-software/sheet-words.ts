import type { Language } from '../../contracts/language.ts';

/** Words of a sheet that is sent back, beside those of the document itself. */
export interface SheetWords {
  readonly born: string;
  readonly analysis: string;
  readonly result: string;
  readonly unit: string;
  readonly reference: string;
  readonly notJoined: string;
  readonly copied: string;
  readonly statuses: Readonly<Record<string, string>>;
}

const french: SheetWords = {
  born: 'Date de naissance',
  analysis: 'Analyse',
  result: 'Résultat',
  unit: 'Unité',
  reference: 'Référence',
  notJoined: 'Une partie de ce document (image ou fichier) n’est pas jointe. Elle se lit dans Passerelle.',
  copied: 'Copie du dossier hospitalier faite par Passerelle le',
  statuses: {
    preliminary: 'Provisoire',
    registered: 'Enregistré, pas encore de résultat',
    partial: 'Partiel',
    amended: 'Modifié depuis le premier envoi',
    corrected: 'Corrigé depuis le premier envoi',
    appended: 'Complété depuis le premier envoi',
    cancelled: 'Annulé',
    superseded: 'Remplacé par une version plus récente',
    'entered-in-error': 'Annulé : encodé par erreur',
  },
};

const dutch: SheetWords = {
  born: 'Geboortedatum',
  analysis: 'Analyse',
  result: 'Resultaat',
  unit: 'Eenheid',
  reference: 'Referentie',
  notJoined: 'Een deel van dit document (beeld of bestand) is niet bijgevoegd. U leest het in Passerelle.',
  copied: 'Kopie uit het ziekenhuisdossier, door Passerelle gemaakt op',
  statuses: {
    preliminary: 'Voorlopig',
    registered: 'Geregistreerd, nog geen resultaat',
    partial: 'Gedeeltelijk',
    amended: 'Gewijzigd sinds de eerste verzending',
    corrected: 'Verbeterd sinds de eerste verzending',
    appended: 'Aangevuld sinds de eerste verzending',
    cancelled: 'Geannuleerd',
    superseded: 'Vervangen door een recentere versie',
    'entered-in-error': 'Geannuleerd: per vergissing ingevoerd',
  },
};

const german: SheetWords = {
  born: 'Geburtsdatum',
  analysis: 'Analyse',
  result: 'Ergebnis',
  unit: 'Einheit',
  reference: 'Referenz',
  notJoined: 'Ein Teil dieses Dokuments (Bild oder Datei) ist nicht beigefügt. Er ist in Passerelle zu lesen.',
  copied: 'Kopie aus der Krankenhausakte, erstellt von Passerelle am',
  statuses: {
    preliminary: 'Vorläufig',
    registered: 'Registriert, noch ohne Ergebnis',
    partial: 'Teilweise',
    amended: 'Seit dem ersten Versand geändert',
    corrected: 'Seit dem ersten Versand berichtigt',
    appended: 'Seit dem ersten Versand ergänzt',
    cancelled: 'Storniert',
    superseded: 'Durch eine neuere Fassung ersetzt',
    'entered-in-error': 'Storniert: irrtümlich eingegeben',
  },
};

const english: SheetWords = {
  born: 'Date of birth',
  analysis: 'Test',
  result: 'Result',
  unit: 'Unit',
  reference: 'Reference',
  notJoined: 'A part of this document (an image or a file) is not attached. Read it in Passerelle.',
  copied: 'Copy of the hospital record made by Passerelle on',
  statuses: {
    preliminary: 'Preliminary',
    registered: 'Registered, no result yet',
    partial: 'Partial',
    amended: 'Amended since it was first sent',
    corrected: 'Corrected since it was first sent',
    appended: 'Added to since it was first sent',
    cancelled: 'Cancelled',
    superseded: 'Replaced by a newer version',
    'entered-in-error': 'Cancelled: entered in error',
  },
};

/** Words of a sheet, in the language of the window. */
export const sheetWords: Readonly<Record<Language, SheetWords>> = { fr: french, nl: dutch, de: german, en: english };
