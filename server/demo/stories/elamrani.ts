import type { PatientStory } from './index.ts';

const iron = [
  [702, 9.4, 71, 6, 18],
  [655, 10.6, 75, 11, 29],
  [598, 11.5, 79, 19, 41],
  [507, 12.3, 83, 28, 58],
  [390, 12.9, 86, 44, 72],
  [214, 13.1, 88, 52, 80],
  [61, 13, 88, 57, 77],
] as const;

const consultation = `
Chère Consœur,

Merci de m'avoir confié Madame El Amrani, {âge} ans, pour une anémie microcytaire résistante au fer oral.

# Anamnèse
Fatigue depuis un an, ballonnements, selles molles deux à trois fois par jour, perte de 4 kg. Ménopausée. Pas de saignement extériorisé, pas d'anti-inflammatoire. Une nièce suivie pour une maladie cœliaque. La consultation se fait avec l'aide de sa fille, qui traduit.

# Examens
Hémoglobine 9,4 g/dl, VGM 71 fl, ferritine 6 µg/l, vitamine D 11 µg/l. Anticorps anti-transglutaminase (IgA) 148 U/ml (< 7), IgA totales normales.

# Propositions
Gastroscopie avec biopsies duodénales et coloscopie dans le même temps. Ne pas commencer de régime sans gluten avant les biopsies.
`;

const control = `
Chère Consœur,

Seize mois de régime sans gluten bien suivi avec la diététicienne. Transit normal, poids repris (+ 5 kg). Hémoglobine 13,1 g/dl, ferritine 52 µg/l, anticorps anti-transglutaminase négativés.

L'ostéodensitométrie montre une ostéopénie lombaire (T-score – 1,8) : calcium et vitamine D poursuivis, pas de bisphosphonate. Contrôle clinique et biologique annuel ; une biopsie de contrôle n'est pas nécessaire.
`;

/** Fatima El Amrani, born in 1962 on a day the register does not know (month 00): coeliac disease, anaemia that heals. */
export const elamrani: PatientStory = {
  usual: { hb: 12.6, mcv: 85, ferritin: 30, iron: 60, vitd: 24, alb: 39, creat: 0.7, folate: 6 },
  story: (chart) => {
    chart.condition({ name: 'coeliac', text: 'Maladie cœliaque', icd10: 'K90.0', since: chart.workday(681) });
    chart.condition({
      name: 'anaemia',
      text: 'Anémie ferriprive',
      icd10: 'D50.9',
      since: chart.workday(702),
      resolved: chart.workday(507),
    });
    chart.condition({ name: 'osteopenia', text: 'Ostéopénie', icd10: 'M85.8', since: chart.workday(230) });
    chart.allergy({
      name: 'nickel',
      substance: 'Nickel',
      kind: 'environment',
      criticality: 'low',
      reaction: 'Eczéma de contact',
      severity: 'mild',
      recorded: chart.workday(690),
    });
    chart.medication({
      name: 'calcium',
      text: 'Carbonate de calcium 1 g et cholécalciférol 880 UI',
      atc: 'A12AX',
      dosage: '1 comprimé à croquer le soir',
      from: chart.workday(681),
    });
    chart.medication({
      name: 'iron-infusion',
      text: 'Carboxymaltose ferrique 1 000 mg, perfusion',
      atc: 'B03AC',
      dosage: '1 perfusion',
      from: chart.workday(676),
      to: chart.workday(676),
      reason: 'Dose unique en hôpital de jour',
    });
    for (const [days, hb, mcv, ferritin, serumIron] of iron) {
      chart.laboratory({
        name: `iron-${days}`,
        day: chart.workday(days),
        panels: ['blood', 'iron', 'vitamins', 'kidney', 'liver'],
        values: { hb, mcv, ferritin, iron: serumIron, vitd: Math.min(38, 11 + Math.round((702 - days) / 18)) },
      });
    }
    chart.letter({
      name: 'gastro',
      kind: 'consultation',
      day: chart.workday(690),
      author: 'baudoux',
      title: 'Consultation de gastro-entérologie',
      body: consultation,
    });
    const day = chart.stay({
      name: 'endoscopy',
      kind: 'day',
      from: chart.workday(681),
      to: chart.workday(681),
      ward: 'Hôpital de jour médical',
      phone: '065 00 01 60',
      doctor: 'baudoux',
      reason: 'Gastroscopie et coloscopie',
      discharge: 'Retour à domicile',
    });
    chart.report({
      name: 'gastroscopy',
      day: chart.workday(681),
      author: 'baudoux',
      sections: ['OTH'],
      loinc: '28014-7',
      title: 'Gastroscopie et coloscopie',
      stay: day,
      body: `
# Gastroscopie
Œsophage et estomac normaux. Deuxième duodénum : plis raréfiés et festonnés, muqueuse en mosaïque. Six biopsies duodénales dont deux bulbaires.

# Coloscopie
Préparation bonne. Examen complet jusqu'à l'iléon terminal, normal.

# Conclusion
Aspect duodénal évocateur de maladie cœliaque, biopsies en cours.
`,
      conclusion: 'Aspect duodénal évocateur de maladie cœliaque.',
    });
    chart.report({
      name: 'duodenum',
      day: chart.workday(681),
      issued: chart.workday(674),
      author: 'noel',
      to: 'baudoux',
      sections: ['SP'],
      loinc: '60567-5',
      form: 'text',
      title: 'Anatomie pathologique : biopsies duodénales',
      body: 'Atrophie villositaire subtotale, hyperplasie cryptique, plus de 40 lymphocytes intra-épithéliaux pour 100 cellules épithéliales. Pas de parasite.\n\nConclusion : entéropathie compatible avec une maladie cœliaque, stade 3b de Marsh-Oberhuber.',
      conclusion: 'Maladie cœliaque, Marsh 3b.',
    });
    chart.report({
      name: 'densitometry',
      day: chart.workday(230),
      author: 'haddad',
      sections: ['RAD'],
      loinc: '38268-9',
      form: 'html',
      title: 'Ostéodensitométrie',
      body: '| Site | T-score | Z-score |\n| Rachis lombaire L1-L4 | – 1,8 | – 0,4 |\n| Col fémoral gauche | – 1,2 | – 0,1 |\n\nOstéopénie lombaire selon les critères de l’OMS.',
      conclusion: 'Ostéopénie lombaire, T-score – 1,8.',
    });
    chart.letter({
      name: 'control',
      kind: 'consultation',
      day: chart.workday(212),
      author: 'baudoux',
      title: 'Consultation de gastro-entérologie, contrôle',
      body: control,
      form: 'html',
    });
    chart.appointment({
      name: 'gastro-next',
      day: chart.workday(-140),
      time: '10:00',
      title: 'Consultation de gastro-entérologie',
      doctor: 'baudoux',
      place: 'Consultations, route 8',
    });
  },
};
