import type { PatientStory } from './index.ts';

/** Before the graft the creatinine climbs; after it the new kidney holds it. */
const before = [
  [1432, 3.1, 4.9, 11.9],
  [1301, 3.6, 5, 11.6],
  [1187, 4.2, 5.3, 11.1],
  [1062, 5.4, 5.5, 10.4],
  [951, 6.9, 5.7, 9.9],
  [872, 7.8, 5.8, 10.2],
] as const;
const after = [
  [782, 2.1, 9.8],
  [741, 1.8, 8.4],
  [690, 1.62, 7.6],
  [598, 1.55, 6.9],
  [500, 1.58, 6.4],
  [402, 1.52, 6.6],
  [310, 1.6, 7],
  [207, 1.92, 9.7],
  [193, 1.7, 7.2],
  [98, 1.61, 6.5],
  [18, 1.63, 6.2],
] as const;

const transplant = `
Chère Consœur,

Monsieur Benali a reçu un rein de donneur décédé, après sept mois d'hémodialyse pour une néphropathie à IgA.

# Intervention et suites
Greffon gauche en fosse iliaque droite, ischémie froide de onze heures, sonde double J. Diurèse immédiate. Créatinine 2,1 mg/dl au dixième jour. Pas de rejet. Donneur CMV positif, receveur positif. Sonde double J à retirer à six semaines.

# Traitement de sortie
| Médicament | Matin | Soir |
| Tacrolimus, libération prolongée 5 mg | 1 | – |
| Mycophénolate mofétil 500 mg | 2 | 2 |
| Méthylprednisolone 8 mg | 1 | – |
| Cotrimoxazole 400/80 mg | 1 | – |
| Valganciclovir 450 mg | 1 | – |
| Amlodipine 10 mg | 1 | – |

# Ce qu'il faut savoir
- Tacrolimus toujours à la même heure ; taux résiduel avant la prise
- Ni pamplemousse, ni millepertuis, ni clarithromycine, ni anti-inflammatoire
- Toute fièvre ou baisse de diurèse : nous joindre le jour même
- Vaccins vivants contre-indiqués
`;

const interaction = `
Chère Consœur,

La créatinine de Monsieur Benali est montée de 1,60 à 1,92 mg/dl avec un taux de tacrolimus à 9,7 µg/l. Il a pris de la clarithromycine pendant cinq jours pour une sinusite, prescrite lors d'une garde.

Clarithromycine arrêtée, tacrolimus suspendu un jour puis repris à la même dose. Échographie du greffon sans dilatation, index de résistance 0,66. Contrôle à deux semaines : créatinine 1,70 mg/dl, tacrolimus 7,2 µg/l. Pas de biopsie.

Je me permets de rappeler que les macrolides, à l'exception de l'azithromycine avec prudence, sont à éviter. Une carte a été remise au patient.
`;

/** Ahmed Benali, 53: kidney failure, dialysis, transplantation; creatinine and tacrolimus. */
export const benali: PatientStory = {
  usual: { hb: 13.1, creat: 1.6, urea: 62, k: 4.6, tacro: 6.5, acr: 148, uric: 7.1, chol: 186, phos: 3.1, pth: 92 },
  story: (chart) => {
    chart.condition({
      name: 'transplant',
      text: 'Transplantation rénale (néphropathie à IgA)',
      icd10: 'Z94.0',
      since: chart.ago(792),
    });
    chart.condition({
      name: 'dialysis',
      text: 'Hémodialyse',
      icd10: 'Z99.2',
      since: chart.workday(868),
      resolved: chart.ago(792),
    });
    chart.condition({ name: 'hypertension', text: 'Hypertension artérielle', icd10: 'I10', since: '2013' });
    chart.allergy({
      name: 'clarithromycin',
      substance: 'Clarithromycine',
      kind: 'medication',
      type: 'intolerance',
      criticality: 'high',
      reaction: 'Surdosage en tacrolimus par interaction',
      severity: 'moderate',
      recorded: chart.workday(207),
    });
    chart.medication({
      name: 'tacrolimus',
      text: 'Tacrolimus, libération prolongée 5 mg',
      atc: 'L04AD02',
      dosage: '1 gélule le matin, à heure fixe',
      from: chart.ago(782),
    });
    chart.medication({
      name: 'mycophenolate',
      text: 'Mycophénolate mofétil 500 mg',
      atc: 'L04AA06',
      dosage: '1 comprimé matin et soir',
      from: chart.workday(598),
    });
    chart.medication({
      name: 'methylprednisolone',
      text: 'Méthylprednisolone 4 mg',
      atc: 'H02AB04',
      dosage: '1 comprimé le matin',
      from: chart.workday(598),
    });
    chart.medication({
      name: 'amlodipine',
      text: 'Amlodipine 10 mg',
      atc: 'C08CA01',
      dosage: '1 comprimé le matin',
      from: chart.ago(782),
    });
    chart.medication({
      name: 'valganciclovir',
      text: 'Valganciclovir 450 mg',
      atc: 'J05AB14',
      dosage: '1 comprimé par jour',
      from: chart.ago(782),
      to: chart.workday(598),
      reason: 'Prophylaxie de six mois accomplie',
    });
    chart.medication({
      name: 'epo',
      text: 'Darbépoétine alfa 40 µg',
      atc: 'B03XA02',
      dosage: '1 injection par semaine, en dialyse',
      from: chart.workday(951),
      to: chart.ago(792),
      reason: 'Transplantation',
    });
    for (const [days, creat, k, hb] of before) {
      chart.laboratory({
        name: `before-${days}`,
        day: chart.workday(days),
        panels: ['blood', 'ions', 'kidney', 'bone', 'urine'],
        values: {
          creat,
          k,
          hb,
          urea: Math.round(creat * 26),
          hco3: 20,
          phos: Number((3.2 + creat * 0.4).toFixed(1)),
          pth: Math.round(90 + creat * 42),
          acr: 1240,
        },
      });
    }
    chart.letter({
      name: 'dialysis',
      kind: 'consultation',
      day: chart.workday(951),
      author: 'gerard',
      title: 'Consultation de néphrologie prédialyse',
      form: 'text',
      body: `
Chère Consœur,

DFG à 9 ml/min, urémie supportée mais nausées matinales. Fistule radio-céphalique gauche mature : souffle ample, ne plus prélever ni mesurer la tension de ce côté. Le patient a choisi l'hémodialyse au centre et est inscrit sur la liste de transplantation.

Début prévu dans trois mois, plus tôt si le potassium dépasse 6 mmol/l malgré le régime.
`,
    });
    const stay = chart.stay({
      name: 'transplant',
      kind: 'inpatient',
      from: chart.ago(792),
      fromTime: '02:30',
      to: chart.ago(781),
      ward: 'Néphrologie 6B',
      phone: '065 00 06 20',
      doctor: 'gerard',
      reason: 'Transplantation rénale',
      discharge: 'Retour à domicile',
    });
    for (const [days, creat, k] of [
      [792, 8.4, 5.9],
      [791, 5.1, 5.2],
      [789, 3.2, 4.7],
      [785, 2.4, 4.4],
    ] as const) {
      chart.laboratory({
        name: `graft-${days}`,
        day: chart.ago(days),
        time: '06:15',
        panels: ['blood', 'ions', 'kidney', 'inflammation'],
        values: { creat, k, urea: Math.round(creat * 22), hb: 9.6, crp: days === 791 ? 64 : 18 },
        stay,
      });
    }
    chart.letter({
      name: 'transplant',
      kind: 'discharge',
      day: chart.ago(781),
      author: 'gerard',
      title: 'Lettre de sortie : transplantation rénale',
      body: transplant,
      stay,
    });
    for (const [days, creat, tacro] of after) {
      chart.laboratory({
        name: `after-${days}`,
        day: chart.workday(days),
        time: '07:30',
        panels: ['blood', 'ions', 'kidney', 'urine', 'liver', 'sugar'],
        also: ['tacro'],
        values: { creat, tacro },
        ...(days === 207 && { notes: { tacro: 'Prélèvement fait avant la prise, confirmé par le patient.' } }),
      });
    }
    chart.report({
      name: 'graft-echo',
      day: chart.workday(205),
      author: 'janssens',
      to: 'gerard',
      sections: ['RAD', 'RUS'],
      loinc: '24566-2',
      form: 'text',
      title: 'Échographie-Doppler du greffon rénal',
      body: 'Greffon de 11,4 cm en fosse iliaque droite, différenciation conservée, pas de dilatation ni de collection. Vascularisation homogène jusqu’au cortex, index de résistance 0,66. Artère et veine du greffon perméables.',
      conclusion: 'Greffon sans dilatation, index de résistance 0,66.',
    });
    chart.letter({
      name: 'interaction',
      kind: 'consultation',
      day: chart.workday(192),
      author: 'gerard',
      title: 'Consultation de transplantation',
      body: interaction,
    });
    chart.appointment({
      name: 'transplant',
      day: chart.workday(17),
      time: '08:20',
      title: 'Consultation de transplantation',
      doctor: 'gerard',
      place: 'Consultations, route 13',
      status: 'fulfilled',
    });
    chart.appointment({
      name: 'transplant-next',
      day: chart.workday(-74),
      time: '08:20',
      title: 'Consultation de transplantation',
      doctor: 'gerard',
      place: 'Consultations, route 13',
      instruction: 'À jeun, tacrolimus à prendre après la prise de sang.',
    });
  },
};
