import type { PatientStory } from './index.ts';

/** Days before today of each course of chemotherapy, with the counts of the day before it. */
const courses = [
  [318, 12.1, 3.6, 241],
  [297, 11.4, 2.4, 262],
  [276, 10.9, 2.1, 288],
  [255, 10.6, 2.2, 255],
  [213, 10.8, 3.1, 231],
  [192, 10.7, 2.9, 226],
] as const;

const conference = `
# Participants
Chirurgie mammaire, oncologie médicale, radiothérapie, anatomie pathologique, imagerie, infirmière coordinatrice.

# Situation
Femme de {âge} ans, ménopausée, sans antécédent familial. Carcinome infiltrant non spécial du sein gauche, 24 mm, grade 2, récepteurs aux œstrogènes 90 %, à la progestérone 60 %, HER2 négatif, Ki-67 28 %. Ganglion sentinelle : un métastatique sur deux. pT2 pN1a cM0.

# Décision
Chimiothérapie adjuvante (quatre cures d'épirubicine et cyclophosphamide, puis paclitaxel), irradiation du sein et des aires ganglionnaires, hormonothérapie par létrozole pour cinq ans au moins. Consultation d'oncogénétique proposée.
`;

const neutropenia = `
Chère Consœur,

Madame Lefèbvre-D'Hondt a été hospitalisée au neuvième jour de la quatrième cure pour une neutropénie fébrile.

# Évolution
39,1 °C à l'arrivée, hémodynamique stable, neutrophiles à 0,21 × 10³/µl. Pas de foyer clinique, radiographie normale. Pipéracilline-tazobactam dans l'heure. Apyrexie en trente-six heures, une hémoculture sur quatre positive à Escherichia coli sensible. Relais par ciprofloxacine, sept jours au total. Neutrophiles à 1,62 × 10³/µl à la sortie.

# À la sortie
- Pegfilgrastim 6 mg après chaque cure suivante
- Température deux fois par jour, nous joindre à partir de 38 °C, jour et nuit
- Passage au paclitaxel hebdomadaire avec un report de trois semaines
`;

/** Chantal Lefèbvre-D'Hondt, 57: breast cancer, chemotherapy and its blood counts. */
export const lefebvre: PatientStory = {
  usual: { hb: 13.2, creat: 0.72, ca153: 17, chol: 221, hdl: 64, tg: 96, vitd: 29, alp: 84 },
  story: (chart) => {
    chart.condition({
      name: 'breast',
      text: 'Carcinome infiltrant du sein gauche, pT2 pN1a, RE+ RP+ HER2–',
      icd10: 'C50.4',
      since: chart.workday(381),
    });
    chart.condition({
      name: 'neutropenia',
      text: 'Neutropénie fébrile',
      icd10: 'D70',
      since: chart.ago(246),
      resolved: chart.ago(240),
    });
    chart.allergy({
      name: 'sulfa',
      substance: 'Cotrimoxazole',
      kind: 'medication',
      criticality: 'high',
      reaction: 'Éruption maculo-papuleuse fébrile',
      severity: 'moderate',
      recorded: chart.workday(366),
    });
    chart.medication({
      name: 'letrozole',
      text: 'Létrozole 2,5 mg',
      atc: 'L02BG04',
      dosage: '1 comprimé par jour',
      from: chart.workday(92),
    });
    chart.medication({
      name: 'calcium',
      text: 'Carbonate de calcium 1 g et cholécalciférol 880 UI',
      atc: 'A12AX',
      dosage: '1 comprimé par jour',
      from: chart.workday(92),
    });
    chart.medication({
      name: 'pegfilgrastim',
      text: 'Pegfilgrastim 6 mg',
      atc: 'L03AA13',
      dosage: '1 injection le lendemain de la cure',
      from: chart.ago(240),
      to: chart.workday(150),
      reason: 'Fin de la chimiothérapie',
    });
    chart.report({
      name: 'mammography',
      day: chart.workday(390),
      author: 'janssens',
      sections: ['RAD'],
      loinc: '24606-6',
      title: 'Mammographie et échographie des seins (images conservées hors ligne)',
      body: `
# Indication
Nodule palpé à l'autopalpation, quadrant supéro-externe gauche.

# Mammographie
Densité de type c. À gauche, opacité spiculée de 23 mm à l'union des quadrants externes, sans microcalcification. À droite, pas d'anomalie.

# Échographie
Masse hypoéchogène de 22 × 19 mm, contours irréguliers, atténuante, à 3 cm du mamelon. Un ganglion axillaire gauche à cortex de 4 mm.

# Conclusion
Sein gauche : ACR BI-RADS 5. Sein droit : BI-RADS 1. Biopsie échoguidée faite ce jour.
`,
      conclusion: 'Sein gauche BI-RADS 5, sein droit BI-RADS 1. Biopsie faite ce jour.',
    });
    chart.report({
      name: 'biopsy',
      day: chart.workday(390),
      issued: chart.workday(381),
      author: 'noel',
      to: 'urbain',
      sections: ['SP'],
      loinc: '60567-5',
      form: 'text',
      title: 'Anatomie pathologique : biopsie du sein gauche',
      body: 'Carcinome mammaire infiltrant de type non spécial, grade 2 (3 + 2 + 1). Récepteurs aux œstrogènes 90 %, à la progestérone 60 %. HER2 : score 1+. Ki-67 28 %.',
      conclusion: 'Carcinome infiltrant de type non spécial, grade 2, RE+ RP+ HER2 négatif.',
    });
    const surgery = chart.stay({
      name: 'surgery',
      kind: 'inpatient',
      from: chart.workday(360),
      to: chart.workday(358),
      ward: 'Chirurgie 5B',
      phone: '065 00 05 20',
      doctor: 'mertens',
      reason: 'Tumorectomie gauche, ganglion sentinelle',
      discharge: 'Retour à domicile',
    });
    chart.letter({
      name: 'surgery',
      kind: 'operation',
      day: chart.workday(360),
      author: 'mertens',
      to: 'urbain',
      title: 'Protocole opératoire : tumorectomie gauche et ganglion sentinelle',
      stay: surgery,
      body: 'Repérage par harpon et injection de technétium la veille. Incision périaréolaire, tumorectomie emportant la lésion avec 10 mm de marge macroscopique, clips. Incision axillaire, deux ganglions fixants prélevés. Remodelage glandulaire, surjet intradermique. Durée 65 minutes.',
    });
    chart.letter({
      name: 'conference',
      kind: 'conference',
      day: chart.workday(340),
      author: 'urbain',
      title: 'Concertation oncologique multidisciplinaire',
      body: conference,
    });
    for (const [days, hb, neut, plt] of courses) {
      chart.laboratory({
        name: `course-${days}`,
        day: chart.workday(days),
        panels: ['blood', 'kidney', 'liver', 'inflammation'],
        values: { hb, neut, plt, lymph: 1.1 },
      });
    }
    const stay = chart.stay({
      name: 'neutropenia',
      kind: 'inpatient',
      from: chart.ago(246),
      fromTime: '22:10',
      to: chart.ago(240),
      ward: 'Oncologie 6A',
      phone: '065 00 06 10',
      doctor: 'urbain',
      reason: 'Neutropénie fébrile',
      discharge: 'Retour à domicile',
    });
    chart.laboratory({
      name: 'nadir',
      day: chart.ago(246),
      time: '22:25',
      panels: ['blood', 'ions', 'kidney', 'inflammation', 'liver'],
      also: ['pct'],
      values: { hb: 9.8, neut: 0.21, lymph: 0.4, mono: 0.1, plt: 96, crp: 88.2, pct: 1.9 },
      stay,
      notes: { neut: 'Communiqué par téléphone à 22 h 50. Contrôle microscopique du frottis fait.' },
    });
    chart.laboratory({
      name: 'recovery',
      day: chart.ago(241),
      time: '06:40',
      panels: ['blood', 'inflammation'],
      values: { hb: 9.6, neut: 1.62, lymph: 0.8, plt: 143, crp: 21.4 },
      stay,
    });
    chart.letter({
      name: 'neutropenia',
      kind: 'discharge',
      day: chart.ago(240),
      author: 'urbain',
      title: 'Lettre de sortie : neutropénie fébrile',
      form: 'rtf',
      body: neutropenia,
      stay,
    });
    for (const [days, ca153] of [
      [392, 21.4],
      [300, 19.8],
      [95, 14.9],
      [22, 15.2],
    ] as const) {
      chart.laboratory({
        name: `marker-${days}`,
        day: chart.workday(days),
        panels: ['blood', 'liver', 'bone'],
        also: ['ca153'],
        values: { ca153, ...(days < 100 && { hb: 12.6 }) },
      });
    }
    chart.letter({
      name: 'follow-up',
      kind: 'consultation',
      day: chart.workday(21),
      author: 'urbain',
      title: 'Consultation d’oncologie',
      form: 'html',
      body: `
Chère Consœur,

Madame Lefèbvre-D'Hondt a terminé la radiothérapie il y a douze semaines et prend le létrozole depuis lors. Fatigue en recul, repousse des cheveux, reprise du travail à mi-temps. Arthralgies matinales des mains, une demi-heure.

Sein gauche souple, cicatrices propres, aires ganglionnaires libres. CA 15-3 à 15,2 kU/l. Ostéodensitométrie normale.

# Plan
- Létrozole poursuivi, activité physique et paracétamol pour les arthralgies
- Mammographie annuelle, prochaine dans deux mois
- Consultation alternée tous les trois mois chez vous et ici
`,
    });
    chart.appointment({
      name: 'mammography',
      day: chart.workday(-58),
      time: '08:40',
      minutes: 30,
      title: 'Mammographie et échographie',
      doctor: 'janssens',
      place: 'Imagerie médicale, niveau 0',
    });
    chart.appointment({
      name: 'oncology',
      day: chart.workday(-65),
      time: '13:20',
      title: 'Consultation d’oncologie',
      doctor: 'urbain',
      place: 'Consultations, route 14',
    });
  },
};
