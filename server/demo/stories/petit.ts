import type { PatientStory } from './index.ts';

const spirometry = (fev: string, percent: string, post: string): string => `
| Mesure | Obtenu | % prédit | Après salbutamol |
| CVF (l) | 2,04 | 101 % | 2,06 |
| VEMS (l) | ${fev} | ${percent} % | ${post} |

Coopération bonne, trois manœuvres reproductibles.
`;

const emergency = `
Chère Consœur,

Noah, {âge} ans, 27 kg, est amené pour une crise d'asthme déclenchée par un rhume, malgré six bouffées de salbutamol à domicile.

# Examen
SpO₂ 91 % à l'air, fréquence respiratoire 38/min, tirage intercostal, sibilances diffuses, parle par phrases courtes. Apyrétique.

# Traitement et évolution
Salbutamol et ipratropium par chambre d'expansion toutes les vingt minutes pendant une heure, prednisolone 1 mg/kg, oxygène. SpO₂ 96 % à la troisième heure, sibilances fines résiduelles. Surveillance de nuit puis retour à domicile.

# À domicile
- Salbutamol 4 bouffées toutes les 4 heures pendant 24 heures, puis à la demande
- Prednisolone 27 mg le matin pendant 3 jours
- Traitement de fond à reprendre : oublié un jour sur deux d'après les parents
- Consultation de pédiatrie dans les dix jours
`;

const allergy = `
Chère Consœur,

Noah a réagi à un biscuit contenant des cacahuètes : en dix minutes urticaire du visage, vomissement, toux. Adrénaline non donnée, régression en deux heures avec un antihistaminique.

# Tests
- Prick-test arachide 11 mm (témoin 4 mm), noisette et noix de cajou négatifs
- IgE spécifiques arachide 18,4 kU/l, Ara h 2 à 9,7 kU/l
- IgE totales 412 kU/l

# Conclusion
Allergie vraie à l'arachide chez un enfant asthmatique : risque de réaction sévère.

# Propositions
- Éviction stricte de l'arachide, les autres fruits à coque restent permis
- Deux stylos d'adrénaline 0,15 mg, à la maison et à l'école, gestes montrés aux parents
- Projet d'accueil remis pour l'école
- Contrôle annuel ; la désensibilisation sera rediscutée
`;

/** Noah Petit, 10: asthma and peanut allergy. */
export const petit: PatientStory = {
  usual: { hb: 12.9, mcv: 82, creat: 0.48, plt: 312, eos: 0.74, lymph: 2.9, ige: 398 },
  story: (chart) => {
    chart.condition({ name: 'asthma', text: 'Asthme persistant léger', icd10: 'J45.0', since: chart.ago(1288) });
    chart.condition({ name: 'peanut', text: 'Allergie à l’arachide', icd10: 'Z91.0', since: chart.workday(534) });
    chart.allergy({
      name: 'peanut',
      substance: 'Arachide',
      kind: 'food',
      criticality: 'high',
      reaction: 'Urticaire, vomissement, toux',
      severity: 'severe',
      recorded: chart.workday(534),
    });
    chart.allergy({
      name: 'mites',
      substance: 'Acariens de la poussière',
      kind: 'environment',
      criticality: 'low',
      reaction: 'Rhinite, toux',
      severity: 'mild',
      recorded: chart.workday(1288),
    });
    chart.medication({
      name: 'fluticasone',
      text: 'Fluticasone 50 µg, aérosol doseur avec chambre',
      atc: 'R03BA05',
      dosage: '1 bouffée matin et soir',
      from: chart.workday(1288),
    });
    chart.medication({
      name: 'salbutamol',
      text: 'Salbutamol 100 µg, aérosol doseur avec chambre',
      atc: 'R03AC02',
      dosage: '2 à 4 bouffées à la demande et avant le sport',
      from: chart.workday(1288),
    });
    chart.medication({
      name: 'adrenaline',
      text: 'Adrénaline 0,15 mg, stylo auto-injecteur',
      atc: 'C01CA24',
      dosage: '1 injection dans la cuisse en cas de réaction sévère',
      from: chart.workday(534),
    });
    chart.laboratory({
      name: 'allergy-1',
      day: chart.workday(1290),
      panels: ['blood'],
      also: ['ige'],
      values: { ige: 286, eos: 0.62 },
    });
    chart.report({
      name: 'spirometry-1',
      day: chart.workday(1002),
      author: 'thonon',
      sections: ['PF'],
      loinc: '18759-1',
      title: 'Spirométrie',
      form: 'html',
      body: spirometry('1,58', '84', '1,83'),
      conclusion: 'Obstruction légère, réversible (+ 16 %) : compatible avec un asthme.',
    });
    const visit = chart.stay({
      name: 'asthma',
      kind: 'inpatient',
      from: chart.ago(741),
      fromTime: '21:30',
      to: chart.ago(740),
      toTime: '11:00',
      ward: 'Pédiatrie 2C',
      phone: '065 00 02 80',
      doctor: 'thonon',
      reason: 'Crise d’asthme',
      discharge: 'Retour à domicile',
    });
    chart.letter({
      name: 'asthma',
      kind: 'discharge',
      day: chart.ago(740),
      time: '10:45',
      author: 'thonon',
      title: 'Lettre de sortie : crise d’asthme',
      body: emergency,
      stay: visit,
    });
    chart.laboratory({
      name: 'allergy-2',
      day: chart.workday(541),
      panels: ['blood'],
      also: ['ige'],
      values: { ige: 412, eos: 0.81 },
    });
    chart.letter({
      name: 'allergy',
      kind: 'consultation',
      day: chart.workday(534),
      author: 'thonon',
      title: 'Consultation d’allergologie pédiatrique',
      body: allergy,
    });
    chart.report({
      name: 'spirometry-2',
      day: chart.workday(169),
      author: 'thonon',
      sections: ['PF'],
      loinc: '18759-1',
      title: 'Spirométrie',
      form: 'html',
      body: spirometry('1,86', '96', '1,93'),
      conclusion: 'Spirométrie normale sous traitement de fond.',
    });
    chart.letter({
      name: 'pediatrics',
      kind: 'consultation',
      day: chart.workday(169),
      author: 'thonon',
      title: 'Consultation de pédiatrie',
      form: 'text',
      body: `
Chère Consœur,

Noah va bien : aucune crise depuis huit mois, sport sans gêne, sommeil bon. Taille 138 cm, poids 31 kg, sur ses courbes. Technique d'inhalation correcte. Le VEMS est à 96 %.

Je diminue la fluticasone à une bouffée le soir pendant trois mois, retour à deux prises si la toux revient. Stylos d'adrénaline valables encore huit mois. Vaccin contre la grippe chaque automne.
`,
    });
    chart.appointment({
      name: 'pediatrics',
      day: chart.workday(169),
      time: '14:00',
      title: 'Consultation de pédiatrie',
      doctor: 'thonon',
      place: 'Consultations, route 2',
      status: 'fulfilled',
    });
    chart.appointment({
      name: 'pediatrics-next',
      day: chart.workday(-12),
      time: '15:40',
      minutes: 40,
      title: 'Consultation de pédiatrie et spirométrie',
      doctor: 'thonon',
      place: 'Consultations, route 2',
    });
  },
};
