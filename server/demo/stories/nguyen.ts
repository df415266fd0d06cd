import type { PatientStory } from './index.ts';

const thyroid = [
  [1204, 11.8, 10.2],
  [1120, 6.4, 12.9],
  [1012, 2.9, 15.1],
  [830, 2.2, 15.8],
  [645, 2.6, 15.2],
  [468, 4.9, 13.1],
  [433, 2.8, 14.6],
  [396, 2.1, 15],
  [340, 1.8, 14.8],
  [268, 1.4, 15.9],
  [176, 0.6, 17.8],
  [64, 2.3, 15.4],
] as const;

const endocrine = `
Chère Consœur,

Je revois Madame N'Guyen, enceinte de sept semaines, pour son hypothyroïdie auto-immune (anti-TPO 412 kU/l).

La TSH est à 4,9 mU/l sous L-thyroxine 75 µg. L'objectif au premier trimestre est inférieur à 2,5 mU/l : je porte la dose à 100 µg par jour, à jeun, trente minutes avant le déjeuner et à distance du fer.

# Suivi
- TSH toutes les quatre semaines jusqu'à vingt semaines, puis une fois vers trente semaines
- Retour à 75 µg le lendemain de l'accouchement, contrôle à six semaines
`;

const delivery = `
Chère Consœur,

Madame N'Guyen, {âge} ans, G1 P1, a accouché dans notre service.

# Grossesse
Suivi régulier. Hypothyroïdie substituée. Diabète gestationnel exclu (HGPO 75 g normale). Streptocoque B négatif. Groupe O Rh positif, rubéole et toxoplasmose immunes.

# Accouchement
Travail spontané à 39 semaines et 4 jours, péridurale, accouchement par voie basse. Fille, 3 280 g, Apgar 9 – 10 – 10. Déchirure périnéale du premier degré suturée. Délivrance complète, pertes estimées à 350 ml.

# Post-partum
Allaitement maternel bien engagé. Hémoglobine 10,4 g/dl au deuxième jour : fer per os pendant trois mois. Sortie au quatrième jour, visites de sage-femme organisées.

# Traitement
- L-thyroxine 75 µg le matin à jeun
- Sulfate ferreux 80 mg un jour sur deux
- Paracétamol à la demande
`;

/** Linh N'Guyen, 35: hypothyroidism and a pregnancy; TSH is the curve to look at. */
export const nguyen: PatientStory = {
  usual: { hb: 12.8, mcv: 86, creat: 0.62, tsh: 2.4, ft4: 15, ferritin: 34, plt: 231, vitd: 22 },
  story: (chart) => {
    chart.condition({
      name: 'thyroid',
      text: 'Thyroïdite auto-immune de Hashimoto, hypothyroïdie',
      icd10: 'E06.3',
      since: chart.workday(1204),
    });
    chart.condition({
      name: 'pregnancy',
      text: 'Grossesse, G1',
      icd10: 'Z34',
      since: chart.ago(482),
      resolved: chart.ago(237),
    });
    chart.allergy({
      name: 'shrimp',
      substance: 'Crustacés',
      kind: 'food',
      criticality: 'low',
      reaction: 'Urticaire',
      severity: 'mild',
      recorded: chart.workday(1204),
    });
    chart.medication({
      name: 'thyroxine',
      text: 'L-thyroxine 75 µg',
      atc: 'H03AA01',
      dosage: '1 comprimé le matin, à jeun',
      from: chart.ago(236),
    });
    chart.medication({
      name: 'thyroxine-pregnancy',
      text: 'L-thyroxine 100 µg',
      atc: 'H03AA01',
      dosage: '1 comprimé le matin, à jeun',
      from: chart.workday(466),
      to: chart.ago(237),
      reason: 'Fin de la grossesse',
    });
    chart.medication({
      name: 'iron',
      text: 'Sulfate ferreux 80 mg',
      atc: 'B03AA07',
      dosage: '1 comprimé un jour sur deux',
      from: chart.ago(234),
      to: chart.ago(140),
      reason: 'Réserves reconstituées',
    });
    for (const [days, tsh, ft4] of thyroid) {
      chart.laboratory({
        name: `thyroid-${days}`,
        day: chart.workday(days),
        panels: days > 240 && days < 480 ? ['blood', 'thyroid', 'iron'] : ['thyroid'],
        values: { tsh, ft4, ...(days === 268 && { hb: 11.1, ferritin: 11, iron: 31 }), tpo: 412 },
        ...(days === 1204 && { also: ['tpo'] as const }),
      });
    }
    chart.report({
      name: 'thyroid-echo',
      day: chart.workday(1190),
      author: 'janssens',
      to: 'piron',
      sections: ['RAD', 'RUS'],
      loinc: '24842-7',
      form: 'text',
      title: 'Échographie de la thyroïde',
      body: `
Thyroïde de volume normal (11 ml), de structure hypoéchogène hétérogène, discrètement hypervasculaire. Pas de nodule. Pas d'adénopathie cervicale.

Aspect de thyroïdite auto-immune.
`,
      conclusion: 'Aspect de thyroïdite auto-immune, sans nodule.',
    });
    chart.letter({
      name: 'endocrine',
      kind: 'consultation',
      day: chart.workday(466),
      author: 'piron',
      title: 'Consultation d’endocrinologie',
      body: endocrine,
    });
    chart.report({
      name: 'first-trimester',
      day: chart.workday(426),
      author: 'mertens',
      sections: ['OUS'],
      loinc: '11525-3',
      title: 'Échographie du premier trimestre',
      body: `
# Mesures
| Mesure | Valeur |
| Longueur cranio-caudale | 64 mm (12 semaines et 5 jours) |
| Clarté nucale | 1,4 mm |
| Activité cardiaque | 156 bpm |

Grossesse intra-utérine unique évolutive. Os propre du nez visible. Placenta antérieur. Col de 38 mm.
`,
      conclusion: 'Grossesse unique évolutive de 12 semaines et 5 jours, clarté nucale 1,4 mm.',
    });
    chart.report({
      name: 'second-trimester',
      day: chart.workday(360),
      author: 'mertens',
      sections: ['OUS'],
      loinc: '11525-3',
      title: 'Échographie morphologique du deuxième trimestre',
      body: `
# Biométrie à 22 semaines et 1 jour
| Mesure | Valeur | Percentile |
| Diamètre bipariétal | 54 mm | 48 |
| Périmètre abdominal | 173 mm | 45 |
| Fémur | 38 mm | 50 |
| Poids estimé | 478 g | 47 |

Morphologie fœtale sans anomalie décelable. Liquide amniotique normal. Placenta antérieur, non bas inséré. Doppler utérins normaux.
`,
      conclusion: 'Morphologie sans anomalie décelable, croissance au 47e percentile.',
    });
    const stay = chart.stay({
      name: 'delivery',
      kind: 'inpatient',
      from: chart.ago(237),
      fromTime: '03:15',
      to: chart.ago(233),
      ward: 'Maternité 2A',
      phone: '065 00 02 60',
      doctor: 'mertens',
      reason: 'Accouchement',
      discharge: 'Retour à domicile',
    });
    chart.laboratory({
      name: 'delivery',
      day: chart.ago(235),
      time: '07:20',
      panels: ['blood', 'inflammation'],
      values: { hb: 10.4, neut: 9.6, crp: 31 },
      stay,
    });
    chart.letter({
      name: 'delivery',
      kind: 'discharge',
      day: chart.ago(233),
      author: 'mertens',
      title: 'Lettre de sortie : accouchement',
      body: delivery,
      stay,
    });
    chart.appointment({
      name: 'post-partum',
      day: chart.workday(190),
      time: '09:40',
      title: 'Consultation postnatale',
      doctor: 'mertens',
      place: 'Consultations, route 3',
      status: 'fulfilled',
    });
    chart.appointment({
      name: 'endocrine-next',
      day: chart.workday(-24),
      time: '16:00',
      title: 'Consultation d’endocrinologie',
      doctor: 'piron',
      place: 'Consultations, route 7',
    });
  },
};
