import type { PatientStory } from './index.ts';

/** The other Marie Dubois, 38, born on the same 12 March: a short record that must never be taken for the first one's. */
export const homonym: PatientStory = {
  usual: { hb: 13.6, creat: 0.7, tsh: 2, crp: 1 },
  story: (chart) => {
    chart.condition({
      name: 'appendix',
      text: 'Appendicite aiguë opérée',
      icd10: 'K35.8',
      since: chart.ago(512),
      resolved: chart.ago(510),
    });
    const stay = chart.stay({
      name: 'appendix',
      kind: 'inpatient',
      from: chart.ago(512),
      fromTime: '18:20',
      to: chart.ago(510),
      ward: 'Chirurgie 5B',
      phone: '065 00 05 20',
      doctor: 'baudoux',
      reason: 'Appendicite aiguë',
      discharge: 'Retour à domicile',
    });
    chart.laboratory({
      name: 'appendix',
      day: chart.ago(512),
      time: '18:45',
      panels: ['blood', 'ions', 'kidney', 'inflammation', 'liver'],
      values: { neut: 12.4, crp: 74.6 },
      stay,
    });
    chart.letter({
      name: 'appendix',
      kind: 'discharge',
      day: chart.ago(510),
      author: 'baudoux',
      title: 'Lettre de sortie : appendicectomie',
      stay,
      body: `
Chère Consœur,

Madame Dubois a présenté une appendicite aiguë non compliquée. Appendicectomie par laparoscopie le soir même, sans incident. Reprise du transit le lendemain.

- Paracétamol 1 g trois fois par jour pendant trois jours
- Pas de sport ni de charge pendant deux semaines
- Résorption spontanée des fils
`,
    });
    chart.report({
      name: 'appendix',
      day: chart.ago(512),
      issued: chart.ago(506),
      author: 'noel',
      to: 'baudoux',
      sections: ['SP'],
      loinc: '60567-5',
      form: 'text',
      title: 'Anatomie pathologique : appendice',
      body: 'Appendice de 7 cm. Appendicite aiguë suppurée sans perforation. Pas de tumeur. Tranche de section saine.',
      conclusion: 'Appendicite aiguë suppurée, sans tumeur.',
    });
    chart.laboratory({
      name: 'check',
      day: chart.workday(88),
      panels: ['blood', 'kidney', 'thyroid', 'iron', 'lipids'],
    });
  },
};
