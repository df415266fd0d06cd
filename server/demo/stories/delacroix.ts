import type { PatientStory } from './index.ts';

const psa = [
  [1385, 3.2],
  [1190, 3.6],
  [1006, 4.4],
  [830, 5.1],
  [641, 6.3],
  [512, 7.9],
  [437, 9.8],
] as const;
const after = [
  [322, 1.9],
  [228, 0.42],
  [131, 0.11],
  [39, 0.06],
] as const;

const conference = `
# Participants
Urologie, oncologie médicale, radiothérapie, anatomie pathologique, imagerie.

# Situation
Homme de {âge} ans, bon état général (OMS 0). PSA 9,8 µg/l. Adénocarcinome prostatique, score de Gleason 7 (3 + 4), groupe ISUP 2, cinq biopsies positives sur douze. IRM : lésion PI-RADS 4 du lobe droit, sans franchissement capsulaire. Scintigraphie osseuse sans lésion secondaire. cT2b N0 M0, risque intermédiaire.

# Décision
Radiothérapie externe de la prostate (60 Gy en 20 séances) avec blocage androgénique de six mois. Surveillance du PSA tous les trois mois la première année.
`;

const urology = `
Chère Consœur,

Monsieur de la Croix, {âge} ans, m'est adressé pour une élévation progressive du PSA : 4,4 puis 6,3 et 9,8 µg/l en dix-huit mois. Signes urinaires modérés (IPSS 11), pas d'hématurie. Toucher rectal : induration du lobe droit. Échographie : prostate de 48 ml, résidu de 60 ml.

Le stimulateur cardiaque est compatible avec l'IRM (conditions vérifiées avec la cardiologie). Une IRM multiparamétrique est faite avant les biopsies. L'apixaban sera suspendu 48 heures avant celles-ci.
`;

const pacemaker = `
# Contrôle
| Paramètre | Valeur |
| Mode | DDDR 60 – 130 bpm |
| Pile | 6,2 ans |
| Stimulation ventriculaire | 94 % |
| Seuil auriculaire, ventriculaire | 0,6 V et 0,8 V à 0,4 ms |
| Épisodes | aucune fibrillation auriculaire de plus de 6 minutes depuis un an |

# Conclusion
Fonctionnement normal. Contrôle dans un an, télésurveillance active.
`;

const discharge = `
Chère Consœur,

Monsieur de la Croix a été hospitalisé pour un bloc auriculo-ventriculaire du troisième degré révélé par deux syncopes sans prodrome.

# Évolution
Rythme d'échappement à 34 bpm à l'admission. Stimulateur double chambre implanté par voie céphalique gauche le lendemain, sans complication. Radiographie : sondes en place, pas de pneumothorax. Une fibrillation auriculaire paroxystique a été vue à la télémétrie : apixaban 5 mg deux fois par jour (CHA₂DS₂-VASc à 3).

# À la sortie
- Pansement à retirer au dixième jour, pas d'élévation du bras gauche au-delà de l'horizontale pendant quatre semaines
- Conduite automobile possible après une semaine
- Bisoprolol non introduit
- Contrôle du stimulateur à six semaines
`;

/** Jean-Baptiste de la Croix, 78: pacemaker, prostate cancer; PSA rises, then falls after treatment. */
export const delacroix: PatientStory = {
  usual: { hb: 14.1, creat: 1.06, chol: 172, hdl: 51, tg: 121, psa: 3.1, glu: 97, urea: 41 },
  story: (chart) => {
    chart.letter({
      name: 'colonoscopy-2018',
      kind: 'operation',
      day: '2018-10-02',
      author: 'baudoux',
      title: 'Rapport de colonoscopie',
      scan: 'colonoscopy-2018.jpg',
      body: 'Deux adénomes du côlon sigmoïde enlevés, prochaine colonoscopie dans cinq ans.',
    });
    chart.condition({
      name: 'prostate',
      text: 'Adénocarcinome de la prostate, ISUP 2, cT2b N0 M0',
      icd10: 'C61',
      since: chart.workday(421),
    });
    chart.condition({
      name: 'pacemaker',
      text: 'Stimulateur cardiaque double chambre',
      icd10: 'Z95.0',
      since: chart.ago(1243),
    });
    chart.condition({
      name: 'af',
      text: 'Fibrillation auriculaire paroxystique',
      icd10: 'I48.0',
      since: chart.ago(1242),
    });
    chart.condition({
      name: 'hernia',
      text: 'Hernie inguinale droite opérée',
      icd10: 'K40.9',
      since: '2009',
      resolved: '2009',
    });
    chart.allergy({
      name: 'contrast',
      substance: 'Produits de contraste iodés',
      kind: 'medication',
      criticality: 'high',
      reaction: 'Urticaire et bronchospasme',
      severity: 'moderate',
      recorded: chart.ago(1243),
    });
    chart.medication({
      name: 'apixaban',
      text: 'Apixaban 5 mg',
      atc: 'B01AF02',
      dosage: '1 comprimé matin et soir',
      from: chart.ago(1240),
    });
    chart.medication({
      name: 'tamsulosin',
      text: 'Tamsulosine 0,4 mg',
      atc: 'G04CA02',
      dosage: '1 gélule le soir',
      from: chart.workday(437),
    });
    chart.medication({
      name: 'leuprorelin',
      text: 'Leuproréline 22,5 mg',
      atc: 'L02AE02',
      dosage: '1 injection tous les 3 mois',
      from: chart.workday(390),
      to: chart.workday(205),
      reason: 'Fin du traitement prévu de six mois',
    });
    const stay = chart.stay({
      name: 'pacemaker',
      kind: 'inpatient',
      from: chart.ago(1243),
      to: chart.ago(1239),
      ward: 'Cardiologie 3B',
      phone: '065 00 03 20',
      doctor: 'collin',
      reason: 'Syncopes, bloc auriculo-ventriculaire complet',
      discharge: 'Retour à domicile',
    });
    chart.letter({
      name: 'discharge',
      kind: 'discharge',
      day: chart.ago(1239),
      author: 'collin',
      title: 'Lettre de sortie : stimulateur cardiaque',
      body: discharge,
      stay,
    });
    chart.laboratory({
      name: 'pacemaker',
      day: chart.ago(1243),
      time: '15:20',
      panels: ['blood', 'ions', 'kidney', 'coagulation', 'heart', 'thyroid'],
      values: { tnt: 31, bnp: 890, k: 4.4 },
      stay,
    });
    for (const [days, value] of [...psa, ...after]) {
      chart.laboratory({
        name: `psa-${days}`,
        day: chart.workday(days),
        panels: ['blood', 'kidney', 'ions'],
        also: ['psa'],
        values: { psa: value },
      });
    }
    chart.report({
      name: 'pacemaker-1',
      day: chart.workday(871),
      author: 'collin',
      sections: ['EC'],
      loinc: '11524-6',
      form: 'html',
      title: 'Contrôle du stimulateur cardiaque',
      body: pacemaker.replace('6,2', '8,1'),
      conclusion: 'Fonctionnement normal.',
    });
    chart.letter({
      name: 'urology',
      kind: 'consultation',
      day: chart.workday(433),
      author: 'delvigne',
      title: 'Consultation d’urologie',
      body: urology,
    });
    chart.report({
      name: 'prostate-mr',
      day: chart.workday(428),
      author: 'janssens',
      to: 'delvigne',
      sections: ['RAD', 'NMR'],
      loinc: '36513-0',
      title: 'IRM de la prostate (images conservées hors ligne)',
      body: `
# Technique
IRM 1,5 T, séquences T2 et diffusion, sans injection. Stimulateur programmé en mode sûr pendant l'examen, surveillance par la cardiologie.

# Description
Prostate de 46 ml. Zone périphérique droite, tiers moyen : foyer de 13 mm en hyposignal T2 et hypersignal de diffusion, PI-RADS 4. Capsule régulière, vésicules séminales symétriques. Pas d'adénopathie iliaque.

# Conclusion
Foyer PI-RADS 4 de la zone périphérique droite, sans extension extra-prostatique.
`,
      conclusion: 'Foyer PI-RADS 4 de 13 mm de la zone périphérique droite, sans extension extra-prostatique.',
    });
    chart.report({
      name: 'biopsies',
      day: chart.workday(421),
      issued: chart.workday(414),
      author: 'noel',
      to: 'delvigne',
      sections: ['SP'],
      loinc: '60567-5',
      title: 'Anatomie pathologique : biopsies de la prostate',
      form: 'text',
      body: `
# Matériel
Douze biopsies systématiques et trois biopsies ciblées du lobe droit.

# Microscopie
Adénocarcinome acinaire dans cinq biopsies systématiques sur douze et dans les trois biopsies ciblées, longueur tumorale maximale 9 mm. Score de Gleason 7 (3 + 4), 20 % de grade 4. Pas d'engainement périnerveux.

# Conclusion
Adénocarcinome prostatique, Gleason 7 (3 + 4), groupe ISUP 2.
`,
      conclusion: 'Adénocarcinome prostatique, Gleason 7 (3 + 4), groupe ISUP 2.',
    });
    chart.letter({
      name: 'conference',
      kind: 'conference',
      day: chart.workday(405),
      author: 'delvigne',
      title: 'Concertation oncologique multidisciplinaire',
      body: conference,
    });
    chart.report({
      name: 'pacemaker-2',
      day: chart.workday(141),
      author: 'collin',
      sections: ['EC'],
      loinc: '11524-6',
      form: 'html',
      title: 'Contrôle du stimulateur cardiaque',
      body: pacemaker,
      conclusion: 'Fonctionnement normal.',
    });
    chart.letter({
      name: 'urology-control',
      kind: 'consultation',
      day: chart.workday(37),
      author: 'delvigne',
      title: 'Consultation d’urologie, suivi après radiothérapie',
      form: 'text',
      body: `
Chère Consœur,

PSA à 0,06 µg/l dix mois après la fin de l'irradiation : réponse complète. Bouffées de chaleur disparues depuis l'arrêt de la leuproréline. Jet urinaire satisfaisant sous tamsulosine, pas de rectorragie.

Contrôle du PSA tous les six mois. Une ostéodensitométrie est demandée après ce blocage.
`,
    });
    chart.appointment({
      name: 'densitometry',
      day: chart.workday(-16),
      time: '13:40',
      title: 'Ostéodensitométrie',
      doctor: 'haddad',
      place: 'Imagerie médicale, niveau 0',
    });
    chart.appointment({
      name: 'urology-next',
      day: chart.workday(-150),
      time: '09:20',
      title: 'Consultation d’urologie',
      doctor: 'delvigne',
      place: 'Consultations, route 9',
    });
  },
};
