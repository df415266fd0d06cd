import type { PatientStory } from './index.ts';

const control = [
  [1065, 10.8],
  [980, 9.1],
  [884, 8.4],
  [792, 8.1],
  [700, 8.8],
  [611, 8.2],
  [519, 7.8],
  [428, 7.6],
  [335, 7.4],
  [243, 7.1],
  [152, 7.2],
  [58, 6.9],
] as const;

const ketoacidosis = `
Chère Consœur,

Mademoiselle Vandenbroucke a été hospitalisée pour une acidocétose révélant un diabète de type 1.

# À l'admission
Polyurie et amaigrissement de 7 kg en six semaines, vomissements depuis la veille. Glycémie 487 mg/dl, pH 7,14, bicarbonate 9 mmol/l, cétonémie 5,8 mmol/l, potassium 5,4 mmol/l. Pas de facteur infectieux. Anticorps anti-GAD et anti-IA2 positifs.

# Évolution
Insuline intraveineuse et réhydratation selon le protocole, acidose corrigée en seize heures, relais sous-cutané au deuxième jour. Éducation par l'infirmière en diabétologie et la diététicienne ; la patiente et sa mère maîtrisent les injections et la conduite à tenir en cas d'hypoglycémie.

# Traitement de sortie
| Insuline | Matin | Midi | Soir | Coucher |
| Asparte | 6 U | 7 U | 7 U | – |
| Glargine 100 U/ml | – | – | – | 18 U |

- Glucagon nasal 3 mg à domicile
- Capteur de glucose en continu posé le jour de la sortie
- Convention de diabétologie signée
`;

const pump = `
Chère Consœur,

Léa porte depuis quatre mois la pompe en boucle semi-fermée. HbA1c 7,1 %, temps dans la cible 74 %, temps sous 70 mg/dl 2 %. Plus aucune hypoglycémie sévère. Elle joue au basket trois fois par semaine et annonce l'effort à la pompe une heure avant.

Fond d'œil et albuminurie normaux cette année. TSH normale, anticorps anti-transglutaminase négatifs.

Je propose de rester aux mêmes réglages. Une contraception sans œstrogène est discutée à sa demande ; la lettre de la gynécologue suivra.
`;

/** Léa Vandenbroucke, 22, born on 29 February 2004: type 1 diabetes, HbA1c comes down year after year. */
export const vandenbroucke: PatientStory = {
  usual: { hb: 13.3, creat: 0.68, glu: 154, hba1c: 7.4, chol: 168, hdl: 62, tg: 74, acr: 6, tsh: 1.9 },
  story: (chart) => {
    chart.condition({ name: 'diabetes', text: 'Diabète de type 1', icd10: 'E10.9', since: chart.ago(1065) });
    chart.medication({
      name: 'insulin',
      text: 'Insuline asparte 100 U/ml, pompe en boucle semi-fermée',
      atc: 'A10AB05',
      dosage: 'Débit variable, environ 42 U par jour',
      from: chart.workday(365),
    });
    chart.medication({
      name: 'glargine',
      text: 'Insuline glargine 100 U/ml',
      atc: 'A10AE04',
      dosage: '18 U au coucher',
      from: chart.ago(1060),
      to: chart.workday(365),
      reason: 'Passage à la pompe',
    });
    chart.medication({
      name: 'glucagon',
      text: 'Glucagon 3 mg, poudre nasale',
      atc: 'H04AA01',
      dosage: '1 dose en cas d’hypoglycémie sévère',
      from: chart.ago(1060),
    });
    const stay = chart.stay({
      name: 'ketoacidosis',
      kind: 'inpatient',
      from: chart.ago(1066),
      to: chart.ago(1060),
      ward: 'Endocrinologie 4B',
      phone: '065 00 04 20',
      doctor: 'piron',
      reason: 'Acidocétose diabétique inaugurale',
      discharge: 'Retour à domicile',
    });
    chart.laboratory({
      name: 'admission',
      day: chart.ago(1066),
      time: '23:10',
      panels: ['blood', 'ions', 'kidney', 'gases', 'fasting', 'inflammation'],
      stay,
      values: {
        glu: 487,
        ph: 7.14,
        pco2: 23,
        hco3: 9,
        lactate: 2.6,
        k: 5.4,
        na: 131,
        creat: 1.12,
        urea: 61,
        neut: 11.2,
        crp: 6,
      },
      notes: {
        ph: 'Résultat communiqué par téléphone à 23 h 30.',
        glu: 'Résultat communiqué par téléphone à 23 h 30.',
      },
    });
    chart.laboratory({
      name: 'next-day',
      day: chart.ago(1065),
      time: '15:00',
      panels: ['ions', 'kidney', 'gases', 'fasting'],
      stay,
      values: { glu: 186, ph: 7.37, pco2: 37, hco3: 21, k: 3.4, na: 138, creat: 0.74 },
    });
    chart.letter({
      name: 'ketoacidosis',
      kind: 'discharge',
      day: chart.ago(1060),
      author: 'piron',
      title: 'Lettre de sortie : acidocétose inaugurale',
      form: 'rtf',
      body: ketoacidosis,
      stay,
    });
    for (const [days, hba1c] of control) {
      chart.laboratory({
        name: `control-${days}`,
        day: chart.workday(days),
        panels: days % 2 === 0 ? ['sugar', 'kidney', 'urine'] : ['sugar', 'kidney', 'urine', 'lipids', 'thyroid'],
        values: { hba1c, glu: Math.round(28.7 * hba1c - 46.7) },
      });
    }
    chart.report({
      name: 'fundus',
      day: chart.workday(150),
      author: 'piron',
      sections: ['OTH'],
      loinc: '32451-7',
      form: 'text',
      title: 'Rétinographie de dépistage',
      body: 'Clichés des deux yeux, deux champs, de bonne qualité. Pas de microanévrisme, pas d’exsudat, papilles normales. Pas de rétinopathie diabétique. Contrôle dans un an.',
      conclusion: 'Pas de rétinopathie diabétique.',
    });
    chart.letter({
      name: 'pump',
      kind: 'consultation',
      day: chart.workday(241),
      author: 'piron',
      title: 'Consultation de diabétologie',
      body: pump,
      form: 'html',
    });
    chart.appointment({
      name: 'diabetes',
      day: chart.workday(57),
      time: '16:20',
      title: 'Consultation de diabétologie',
      doctor: 'piron',
      place: 'Consultations, route 7',
      status: 'fulfilled',
    });
    chart.appointment({
      name: 'diabetes-next',
      day: chart.workday(-35),
      time: '16:20',
      title: 'Consultation de diabétologie',
      doctor: 'piron',
      place: 'Consultations, route 7',
    });
  },
};
