import type { Chart } from '../chart.ts';
import { writeDuboisExaminations } from './dubois-examinations.ts';

const firstDischarge = `
Chère Consœur,

Madame Dubois a séjourné dans notre service pour une première décompensation cardiaque sur fibrillation auriculaire de découverte récente.

# Histoire actuelle
Dyspnée d'effort progressive depuis trois semaines, orthopnée depuis trois jours, prise de 4 kg. Palpitations irrégulières depuis une date imprécise.

# Examens
- Admission : TA 162/95 mmHg, pouls 128 bpm irrégulier, crépitants des deux bases, œdèmes des membres inférieurs
- NT-proBNP 4 820 ng/l, troponine non évolutive, créatinine 1,05 mg/dl, TSH normale
- Échocardiographie : fraction d'éjection 55 %, oreillette gauche dilatée, PAPs estimée à 48 mmHg

# Évolution
Bonne réponse au bumétanide intraveineux (– 5,2 kg). Fréquence contrôlée par bisoprolol. CHA₂DS₂-VASc à 5 : anticoagulation par acénocoumarol, dont vous avez bien voulu assurer le suivi. Une cardioversion n'a pas été retenue (oreillette très dilatée, peu de symptômes une fois la fréquence contrôlée).

# Traitement de sortie
| Médicament | Matin | Midi | Soir |
| Acénocoumarol 1 mg | – | – | selon INR (cible 2,0 – 3,0) |
| Bisoprolol 5 mg | 1 | – | – |
| Périndopril 5 mg | 1 | – | – |
| Bumétanide 1 mg | 1 | – | – |
| Metformine 850 mg | 1 | – | 1 |
| Atorvastatine 40 mg | – | – | 1 |

# Suivi proposé
INR deux fois par semaine jusqu'à stabilité. Poids quotidien : nous recontacter au-delà de 2 kg en trois jours. Consultation de cardiologie dans six semaines avec ionogramme et créatinine.
`;

const secondDischarge = `
Chère Consœur,

Votre patiente a été hospitalisée pour une décompensation cardiaque à fraction d'éjection préservée, déclenchée par une bronchite et un écart de régime salé.

# Évolution
Apyrexie en 48 heures, radiographie sans foyer. Bumétanide intraveineux pendant trois jours puis relais oral, – 3,1 kg. Spironolactone 25 mg introduite : contrôle du potassium à une semaine puis tous les trois mois. Dapagliflozine 10 mg ajoutée (insuffisance cardiaque et diabète).

# À la sortie
Poids 71,4 kg. TA 128/74 mmHg. Créatinine 1,27 mg/dl, potassium 4,9 mmol/l, NT-proBNP 1 620 ng/l, INR 2,5.

# Traitement de sortie
| Médicament | Matin | Midi | Soir |
| Acénocoumarol 1 mg | – | – | selon INR (cible 2,0 – 3,0) |
| Bisoprolol 5 mg | 1 | – | – |
| Périndopril 5 mg | 1 | – | – |
| Bumétanide 1 mg | 1 | 1 | – |
| Spironolactone 25 mg | 1 | – | – |
| Dapagliflozine 10 mg | 1 | – | – |
| Metformine 850 mg | 1 | – | 1 |
| Atorvastatine 40 mg | – | – | 1 |
| Tiotropium 18 µg | 1 inhalation | – | – |

# Points d'attention
- Allergie à la pénicilline confirmée : dossier mis à jour
- Fonction rénale et potassium à une semaine, l'association périndopril et spironolactone l'exige
- Vaccination antigrippale faite dans le service
`;

const lastCardiology = `
Chère Consœur,

J'ai revu Madame Dubois, {âge} ans, dans le cadre du suivi de sa fibrillation auriculaire permanente et de son insuffisance cardiaque à fraction d'éjection préservée.

# Anamnèse
Dyspnée de stade II NYHA, stable. Pas d'orthopnée. Toux sèche depuis quelques semaines, qu'elle attribue à un refroidissement ; amaigrissement de 2 kg non voulu. Le tabac est arrêté depuis 2014.

# Examen
TA 134/78 mmHg, pouls 76 bpm irrégulier, poids 69,2 kg. Auscultation pulmonaire claire, pas d'œdème.

# Examens du jour
- ECG : fibrillation auriculaire à 78 bpm, sans modification
- Échocardiographie : FEVG 54 %, oreillette gauche 46 ml/m², PAPs 41 mmHg
- Potassium 5,0 mmol/l, créatinine 1,34 mg/dl (DFG 42 ml/min)

# Conclusion et propositions
Situation cardiaque stable. Le potassium est à la limite : je laisse la spironolactone à 25 mg un jour sur deux et demande un contrôle dans un mois. Si la toux persiste, une radiographie du thorax et un remplacement du périndopril par du valsartan me paraissent indiqués. Je la revois dans quatre mois.
`;

const diabetes = `
Chère Consœur,

Merci de m'avoir adressé Madame Dubois pour l'équilibre de son diabète de type 2, connu depuis 2012.

HbA1c 7,9 % sous metformine 850 mg deux fois par jour et gliclazide 60 mg ; deux hypoglycémies en fin de matinée au cours du dernier trimestre. Fond d'œil de cette année sans rétinopathie, monofilament perçu partout, albuminurie 58 mg/g.

# Propositions
- Arrêt du gliclazide (hypoglycémies, âge, anticoagulant)
- Objectif d'HbA1c entre 7 et 7,5 %
- Metformine maintenue tant que le DFG dépasse 30 ml/min, dose maximale 1 g par jour sous 45
- Éducation au pied, trajet de soins rappelé
`;

const lung = `
Chère Consœur,

La spirométrie de Madame Dubois confirme une bronchopneumopathie chronique obstructive de stade GOLD 2, groupe B : VEMS 61 % de la valeur prédite, rapport 0,62, sans réversibilité.

Tiotropium 18 µg une inhalation par jour, technique vérifiée. Vaccins antigrippal et antipneumococcique à jour. Quarante-cinq paquets-années, sevrage depuis 2014 : un scanner à faible dose a été proposé et refusé par la patiente, à rediscuter.
`;

/** Marie Dubois' facts, former stays and letters. */
export function writeDuboisHistory(chart: Chart): void {
  chart.allergy({
    name: 'penicillin',
    substance: 'Pénicillines',
    kind: 'medication',
    criticality: 'high',
    reaction: 'Urticaire généralisée et œdème des lèvres sous amoxicilline',
    severity: 'severe',
    recorded: chart.ago(428),
  });
  chart.allergy({
    name: 'ace-cough',
    substance: 'Ramipril',
    kind: 'medication',
    type: 'intolerance',
    criticality: 'low',
    reaction: 'Toux',
    severity: 'mild',
    recorded: chart.ago(1452),
  });
  chart.condition({ name: 'af', text: 'Fibrillation auriculaire permanente', icd10: 'I48.2', since: chart.ago(1096) });
  chart.condition({
    name: 'heart-failure',
    text: 'Insuffisance cardiaque à fraction d’éjection préservée',
    icd10: 'I50.3',
    since: chart.ago(1096),
  });
  chart.condition({ name: 'hypertension', text: 'Hypertension artérielle', icd10: 'I10', since: '2006' });
  chart.condition({ name: 'diabetes', text: 'Diabète de type 2', icd10: 'E11.9', since: '2012' });
  chart.condition({ name: 'ckd', text: 'Maladie rénale chronique, stade 3b', icd10: 'N18.3', since: chart.ago(230) });
  chart.condition({ name: 'copd', text: 'BPCO, GOLD 2', icd10: 'J44.9', since: chart.ago(801) });
  chart.condition({
    name: 'polyp',
    text: 'Adénome colique réséqué',
    icd10: 'D12.6',
    since: chart.ago(596),
    resolved: chart.ago(596),
  });
  chart.condition({
    name: 'lung-opacity',
    text: 'Condensation du lobe supérieur droit, en cours de mise au point',
    icd10: 'R91',
    since: chart.ago(3),
  });

  const medications = [
    [
      'acenocoumarol',
      'Acénocoumarol 1 mg',
      'B01AA07',
      'Selon INR, le soir',
      1090,
      3,
      'Interrompu : INR 5,4 et hémoptysies',
    ],
    [
      'spironolactone',
      'Spironolactone 25 mg',
      'C03DA01',
      '1 comprimé un jour sur deux',
      424,
      3,
      'Suspendue : potassium 6,1 mmol/l',
    ],
    ['perindopril', 'Périndopril 5 mg', 'C09AA04', '1 comprimé le matin', 1090, 3, 'Suspendu : potassium 6,1 mmol/l'],
    [
      'gliclazide',
      'Gliclazide 60 mg, libération modifiée',
      'A10BB09',
      '1 comprimé le matin',
      1452,
      758,
      'Arrêté : hypoglycémies',
    ],
    ['bisoprolol', 'Bisoprolol 5 mg', 'C07AB07', '1 comprimé le matin', 1090],
    ['bumetanide', 'Bumétanide 1 mg', 'C03CA02', '1 comprimé le matin et à midi', 424],
    ['dapagliflozin', 'Dapagliflozine 10 mg', 'A10BK01', '1 comprimé le matin', 424],
    ['metformin', 'Metformine 500 mg', 'A10BA02', '1 comprimé matin et soir', 1452],
    ['atorvastatin', 'Atorvastatine 40 mg', 'C10AA05', '1 comprimé le soir', 1090],
    ['tiotropium', 'Tiotropium 18 µg, poudre à inhaler', 'R03BB04', '1 inhalation le matin', 795],
    ['levofloxacin', 'Lévofloxacine 250 mg', 'J01MA12', '1 comprimé par jour, 7 jours', 3],
  ] as const;
  for (const [name, text, atc, dosage, from, to, reason] of medications) {
    chart.medication({
      name,
      text,
      atc,
      dosage,
      from: chart.ago(from),
      ...(to !== undefined && { to: chart.ago(to) }),
      ...(reason !== undefined && { reason }),
    });
  }

  const first = chart.stay({
    name: 'first',
    kind: 'inpatient',
    from: chart.ago(1096),
    to: chart.ago(1089),
    ward: 'Cardiologie 3B',
    phone: '065 00 03 20',
    doctor: 'collin',
    reason: 'Décompensation cardiaque, fibrillation auriculaire de novo',
    discharge: 'Retour à domicile',
  });
  const second = chart.stay({
    name: 'second',
    kind: 'inpatient',
    from: chart.ago(428),
    to: chart.ago(423),
    ward: 'Cardiologie 3B',
    phone: '065 00 03 20',
    doctor: 'collin',
    reason: 'Décompensation cardiaque sur bronchite',
    discharge: 'Retour à domicile',
  });
  chart.stay({
    name: 'colonoscopy',
    kind: 'day',
    from: chart.workday(596),
    to: chart.workday(596),
    ward: 'Hôpital de jour médical',
    phone: '065 00 01 60',
    doctor: 'baudoux',
    reason: 'Coloscopie',
    discharge: 'Retour à domicile',
  });

  chart.letter({
    name: 'discharge-1',
    kind: 'discharge',
    day: chart.ago(1089),
    author: 'collin',
    title: 'Lettre de sortie : décompensation cardiaque',
    body: firstDischarge,
    stay: first,
  });
  chart.letter({
    name: 'lung',
    kind: 'consultation',
    day: chart.workday(795),
    author: 'marchal',
    title: 'Consultation de pneumologie',
    body: lung,
    form: 'html',
  });
  chart.letter({
    name: 'diabetes',
    kind: 'consultation',
    day: chart.workday(758),
    author: 'piron',
    title: 'Consultation de diabétologie',
    body: diabetes,
    form: 'text',
  });
  chart.letter({
    name: 'discharge-2',
    kind: 'discharge',
    day: chart.ago(423),
    author: 'collin',
    title: 'Lettre de sortie : décompensation cardiaque sur bronchite',
    body: secondDischarge,
    stay: second,
  });
  chart.letter({
    name: 'cardiology',
    kind: 'consultation',
    day: chart.workday(136),
    author: 'collin',
    title: 'Consultation de cardiologie',
    body: lastCardiology,
  });
  writeDuboisExaminations(chart, { first, second });
  chart.appointment({
    name: 'cardiology-last',
    day: chart.workday(136),
    time: '10:20',
    title: 'Consultation de cardiologie',
    doctor: 'collin',
    place: 'Consultations, route 12',
    status: 'fulfilled',
  });
  chart.appointment({
    name: 'diabetes-missed',
    day: chart.workday(61),
    time: '14:00',
    title: 'Consultation de diabétologie',
    doctor: 'piron',
    place: 'Consultations, route 7',
    status: 'cancelled',
  });
}
