import type { PatientStory } from './index.ts';

const years = [
  [1402, '2,08', '64', '0,58', '19,1', '68'],
  [1043, '1,94', '60', '0,56', '18,2', '64'],
  [672, '1,79', '57', '0,54', '17,0', '59'],
  [301, '1,66', '53', '0,52', '16,1', '55'],
] as const;

const discharge = `
Chère Consœur,

Monsieur Di Bartolomeo, {âge} ans, ancien mineur de fond reconnu pour silicose, a été hospitalisé pour une exacerbation infectieuse de sa BPCO.

# À l'admission
Dyspnée au moindre effort depuis quatre jours, expectoration purulente, 37,9 °C. SpO₂ 84 % à l'air, fréquence respiratoire 28/min, tirage. pH 7,33, pCO₂ 56 mmHg, pO₂ 48 mmHg. CRP 92 mg/l. Radiographie : pas de foyer nouveau, masses pseudo-tumorales silicotiques connues des sommets.

# Évolution
Ventilation non invasive nocturne trois jours, oxygène à 1,5 l/min en cible 88 – 92 %. Méthylprednisolone cinq jours, amoxicilline et acide clavulanique sept jours (Haemophilus influenzae sensible). pH normalisé au deuxième jour.

# À la sortie
Gaz du sang à l'air, état stable : pO₂ 54 mmHg, pCO₂ 46 mmHg. Oxygénothérapie de longue durée demandée (1 l/min, 16 h par jour au moins), à confirmer après trois mois.

# Traitement de sortie
- Indacatérol et glycopyrronium 85/43 µg, une inhalation le matin
- Salbutamol 100 µg à la demande
- Oxygène 1 l/min au repos, 2 l/min à l'effort
- Revalidation respiratoire ambulatoire, soixante séances accordées
`;

/** Giuseppe Di Bartolomeo, 69: silicosis and COPD, lungs that lose a little each year. */
export const dibartolomeo: PatientStory = {
  usual: { hb: 15.9, creat: 0.92, crp: 6.8, wbc: 8.4, neut: 5.6, glu: 101, chol: 196, hco3: 28, ggt: 58 },
  story: (chart) => {
    chart.condition({ name: 'copd', text: 'BPCO, GOLD 2, groupe E', icd10: 'J44.9', since: '2011' });
    chart.condition({
      name: 'silicosis',
      text: 'Silicose (maladie professionnelle reconnue)',
      icd10: 'J62.8',
      since: '2003',
    });
    chart.condition({
      name: 'respiratory-failure',
      text: 'Insuffisance respiratoire chronique, oxygénothérapie',
      icd10: 'J96.1',
      since: chart.ago(117),
    });
    chart.allergy({
      name: 'moxifloxacin',
      substance: 'Moxifloxacine',
      kind: 'medication',
      type: 'intolerance',
      criticality: 'high',
      reaction: 'Allongement du QT',
      severity: 'severe',
      recorded: chart.ago(690),
    });
    chart.medication({
      name: 'laba',
      text: 'Indacatérol 85 µg et glycopyrronium 43 µg, poudre à inhaler',
      atc: 'R03AL04',
      dosage: '1 inhalation le matin',
      from: chart.workday(672),
    });
    chart.medication({
      name: 'salbutamol',
      text: 'Salbutamol 100 µg, aérosol doseur',
      atc: 'R03AC02',
      dosage: '2 bouffées à la demande',
      from: chart.workday(1402),
    });
    chart.medication({
      name: 'oxygen',
      text: 'Oxygène médicinal',
      atc: 'V03AN01',
      dosage: '1 l/min au repos, 2 l/min à l’effort, 16 heures par jour au moins',
      from: chart.ago(117),
    });
    for (const [days, fev, percent, ratio, dlco, dlcoPercent] of years) {
      chart.report({
        name: `function-${days}`,
        day: chart.workday(days),
        author: 'marchal',
        sections: ['PF'],
        loinc: '18759-1',
        title: 'Épreuves fonctionnelles respiratoires',
        form: days === 301 ? 'pdf' : 'html',
        body: `
| Mesure | Obtenu | % prédit |
| VEMS (l) | ${fev} | ${percent} % |
| VEMS/CVF | ${ratio} | – |
| VR (l) | 3,42 | 142 % |
| DLCO (ml/min/mmHg) | ${dlco} | ${dlcoPercent} % |

Pas de réversibilité après salbutamol. Test de marche de six minutes : SpO₂ minimale ${days < 400 ? '85' : '89'} %.
`,
        conclusion: `Trouble obstructif modéré, VEMS à ${percent} % de la valeur prédite, distension et DLCO abaissée à ${dlcoPercent} %.`,
      });
      chart.laboratory({
        name: `year-${days}`,
        day: chart.workday(days),
        panels: ['blood', 'ions', 'kidney', 'liver', 'inflammation', 'gases'],
        values: { po2: days > 600 ? 66 : 60, pco2: days > 600 ? 42 : 45, ph: 7.4, lactate: 1.2 },
      });
    }
    chart.report({
      name: 'ct-2',
      day: chart.workday(668),
      author: 'janssens',
      to: 'marchal',
      sections: ['RAD', 'CT'],
      loinc: '24627-2',
      title: 'Scanner du thorax (images conservées hors ligne)',
      body: `
# Comparaison
Scanner d'il y a deux ans.

# Description
Masses pseudo-tumorales des deux sommets, 34 mm à droite et 28 mm à gauche, calcifiées, stables. Micronodules périlymphatiques prédominant aux tiers supérieurs. Emphysème centrolobulaire et paracicatriciel. Adénopathies médiastinales calcifiées « en coquille d'œuf ». Pas de nodule nouveau, pas d'épanchement.

# Conclusion
Silicose compliquée, stable. Emphysème en progression discrète.
`,
      conclusion: 'Silicose compliquée, stable. Emphysème en progression discrète.',
    });
    const stay = chart.stay({
      name: 'exacerbation',
      kind: 'inpatient',
      from: chart.ago(126),
      fromTime: '16:45',
      to: chart.ago(117),
      ward: 'Pneumologie 4A',
      phone: '065 00 04 10',
      doctor: 'marchal',
      reason: 'Exacerbation de BPCO',
      discharge: 'Retour à domicile avec oxygène',
    });
    chart.laboratory({
      name: 'exacerbation-1',
      day: chart.ago(126),
      time: '17:10',
      panels: ['blood', 'ions', 'kidney', 'inflammation', 'gases', 'heart'],
      also: ['pct'],
      values: {
        ph: 7.33,
        pco2: 56,
        po2: 48,
        hco3: 31,
        lactate: 1.9,
        crp: 92.4,
        neut: 11.8,
        pct: 0.41,
        bnp: 310,
        tnt: 17,
      },
      stay,
    });
    chart.laboratory({
      name: 'exacerbation-2',
      day: chart.ago(124),
      time: '07:00',
      panels: ['blood', 'ions', 'kidney', 'inflammation', 'gases'],
      values: { ph: 7.38, pco2: 50, po2: 61, hco3: 30, crp: 54.1, neut: 12.6 },
      stay,
    });
    chart.laboratory({
      name: 'exacerbation-3',
      day: chart.ago(118),
      time: '07:00',
      panels: ['blood', 'ions', 'kidney', 'inflammation', 'gases'],
      values: { ph: 7.41, pco2: 46, po2: 54, hco3: 29, crp: 8.7, neut: 8.1 },
      stay,
    });
    chart.letter({
      name: 'discharge',
      kind: 'discharge',
      day: chart.ago(117),
      author: 'marchal',
      title: 'Lettre de sortie : exacerbation de BPCO',
      body: discharge,
      stay,
    });
    chart.laboratory({
      name: 'control',
      day: chart.workday(26),
      panels: ['gases', 'inflammation', 'blood'],
      values: { ph: 7.41, pco2: 46, po2: 53, crp: 5.9 },
      conclusion: 'Hypoxémie persistante à l’état stable.',
    });
    chart.letter({
      name: 'oxygen',
      kind: 'consultation',
      day: chart.workday(25),
      author: 'marchal',
      title: 'Consultation de pneumologie',
      form: 'text',
      body: `
Chère Consœur,

Trois mois après l'exacerbation, la pO₂ reste à 53 mmHg à l'air : l'oxygénothérapie de longue durée est confirmée pour un an. Observance relevée au concentrateur : 15 h 40 par jour, à pousser un peu. Ne fume plus depuis 2009.

Vingt-deux séances de revalidation faites, 60 mètres gagnés au test de marche. Vaccins contre la grippe, le pneumocoque et le VRS à jour.
`,
    });
    chart.appointment({
      name: 'lung-next',
      day: chart.workday(-85),
      time: '14:20',
      title: 'Consultation de pneumologie',
      doctor: 'marchal',
      place: 'Consultations, route 11',
    });
  },
};
