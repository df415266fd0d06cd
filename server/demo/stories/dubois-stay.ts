import type { Chart } from '../chart.ts';
import { toStudyLink } from '../imaging.ts';
import { toObjectLink } from '../objects/index.ts';

const emergency = `
Chère Consœur,

Votre patiente, Madame Dubois, s'est présentée aux urgences pour hémoptysies depuis 48 heures : crachats striés de sang rouge, quatre à cinq fois par jour, sans caillots. Toux sèche depuis deux mois, perte de 5 kg en quatre mois, dyspnée de stade II à III NYHA. Pas de fièvre, pas de douleur thoracique.

# Examen clinique
TA 148/82 mmHg, pouls 92 bpm irrégulier, SpO₂ 91 % à l'air ambiant, température 36,9 °C. Diminution du murmure vésiculaire au sommet droit avec matité. Œdèmes malléolaires discrets. Pas d'hippocratisme digital.

# Examens complémentaires
- INR 5,4 ; hémoglobine 10,6 g/dl (11,7 g/dl il y a sept semaines)
- Potassium 6,1 mmol/l, créatinine 1,62 mg/dl, DFG 34 ml/min
- CRP 58 mg/l, troponine stable, NT-proBNP 2 140 ng/l
- ECG : fibrillation auriculaire à 94 bpm, ondes T non pointues
- Radiographie du thorax : opacité du lobe supérieur droit avec rétraction

# Attitude
Acénocoumarol interrompu, vitamine K 2 mg per os. Spironolactone et périndopril suspendus, gluconate de calcium et insuline-glucose, ECG surveillé. Oxygène 2 l/min. Amoxicilline contre-indiquée (allergie documentée) : lévofloxacine à dose adaptée à la fonction rénale. Hospitalisation en pneumologie.
`;

const chestCt = `
# Indication
Patiente de {âge} ans, ancienne fumeuse (45 paquets-années). Hémoptysies sur surdosage en antivitamine K, opacité du lobe supérieur droit en radiographie, amaigrissement.

# Technique
Acquisition hélicoïdale 120 kV, sans injection de produit de contraste en raison de la fonction rénale (DFG 38 ml/min). Coupes axiales de 1 mm archivées tous les 2 mm, de la base du cou à la région cardiaque moyenne (75 images). Les bases pulmonaires et l'étage sus-mésocolique ne font pas partie de la série archivée.

# Poumon droit
Condensation dense et homogène du lobe supérieur droit, à bord latéral convexe, limitée en arrière par la scissure, étendue du sommet au hile (série 1, images 20 à 47), avec de rares bronchogrammes aériens (image 31).

Bronche lobaire supérieure droite rétrécie, de contours irréguliers dès son origine (images 39 à 43). Épaississement tissulaire hilaire et péribronchique droit qui se confond avec la condensation (images 43 à 50), non mesurable sans injection.

Réticulations et bronchectasies para-médiastinales du segment apical du lobe inférieur droit (images 39 à 47).

Opacité nodulaire pleine, antérieure droite, d'environ 15 mm, aux contours irréguliers (images 58 à 61).

# Poumon gauche
Pas de condensation ni de nodule suspect dans le volume exploré.

# Médiastin, plèvre, paroi
Infiltration latéro-trachéale droite mal dissociable de la condensation ; l'étude ganglionnaire est limitée sans contraste. Trachée de calibre conservé. Pas d'épanchement pleural ni péricardique dans le volume exploré. Pas de lésion osseuse lytique visible.

# Conclusion
Condensation rétractile du lobe supérieur droit avec rétrécissement de la bronche lobaire et épaississement hilaire : processus endobronchique ou hilaire à exclure en premier lieu. Nodule antérieur droit de 15 mm. Une bronchoscopie avec biopsies est indiquée dès que l'INR le permet ; TEP-CT à prévoir ensuite.
`;

/** The present stay: admitted three days ago, CT yesterday, a partial report this morning. */
export function writeDuboisStay(chart: Chart): void {
  chart.stay({
    name: 'emergency',
    kind: 'emergency',
    from: chart.ago(3),
    fromTime: '11:05',
    to: chart.ago(3),
    toTime: '17:30',
    ward: 'Urgences',
    phone: '065 00 01 12',
    doctor: 'lejeune',
    reason: 'Hémoptysies sous antivitamine K',
    discharge: 'Hospitalisation en pneumologie',
  });
  const stay = chart.stay({
    name: 'present',
    kind: 'inpatient',
    from: chart.ago(3),
    fromTime: '17:30',
    ward: 'Pneumologie 4A',
    phone: '065 00 04 10',
    doctor: 'marchal',
    reason: 'Hémoptysies, condensation du lobe supérieur droit',
  });
  chart.letter({
    name: 'emergency',
    kind: 'emergency',
    day: chart.ago(3),
    time: '17:20',
    author: 'lejeune',
    title: 'Lettre des urgences : hémoptysies sous AVK',
    body: emergency,
  });
  chart.report({
    name: 'chest-x-ray',
    day: chart.ago(3),
    time: '12:10',
    author: 'haddad',
    sections: ['RAD', 'RX'],
    loinc: '36643-5',
    form: 'text',
    stay,
    title: 'Radiographie du thorax, face et profil',
    body: `
# Indication
Hémoptysies, toux depuis deux mois.

# Description
Opacité dense du lobe supérieur droit avec ascension de la petite scissure et attraction du hile droit. Silhouette cardiaque augmentée (index cardio-thoracique 0,55). Pas d'épanchement pleural. Comparaison avec le cliché d'il y a quatorze mois : opacité nouvelle.

# Conclusion
Condensation rétractile du lobe supérieur droit, nouvelle. Scanner thoracique conseillé.
`,
    conclusion: 'Condensation rétractile du lobe supérieur droit, nouvelle. Scanner thoracique conseillé.',
  });
  chart.report({
    name: 'ecg-emergency',
    day: chart.ago(3),
    time: '11:25',
    author: 'lejeune',
    sections: ['EC'],
    loinc: '11524-6',
    form: 'text',
    stay,
    title: 'Électrocardiogramme de repos',
    study: toObjectLink('ecg'),
    body: `
Fibrillation auriculaire, fréquence ventriculaire moyenne 94 bpm. Axe normal. QRS 96 ms, QTc 431 ms. Pas d'onde T pointue malgré la kaliémie, pas de trouble de la repolarisation d'allure ischémique. Superposable au tracé précédent, fréquence plus élevée.
`,
    conclusion: 'Fibrillation auriculaire à 94 bpm, sans signe électrique d’hyperkaliémie.',
  });
  chart.laboratory({
    name: 'emergency',
    day: chart.ago(3),
    time: '11:30',
    stay,
    panels: ['blood', 'ions', 'kidney', 'liver', 'inflammation', 'coagulation', 'heart', 'gases'],
    values: {
      hb: 10.6,
      neut: 8.9,
      plt: 318,
      k: 6.1,
      na: 136,
      hco3: 21,
      creat: 1.62,
      urea: 84,
      crp: 58.3,
      inr: 5.4,
      aptt: 51,
      bnp: 2140,
      tnt: 24,
      ph: 7.43,
      pco2: 36,
      po2: 61,
      lactate: 1.4,
    },
    notes: {
      k: 'Résultat communiqué par téléphone aux urgences à 12 h 15. Sérum non hémolysé.',
      inr: 'Résultat communiqué par téléphone aux urgences à 12 h 15.',
    },
  });
  chart.laboratory({
    name: 'evening',
    day: chart.ago(3),
    time: '20:40',
    stay,
    panels: ['ions', 'kidney'],
    values: { k: 5.4, na: 137, creat: 1.58, urea: 82 },
  });
  chart.laboratory({
    name: 'day-2',
    day: chart.ago(2),
    time: '06:50',
    stay,
    panels: ['blood', 'ions', 'kidney', 'inflammation', 'coagulation'],
    values: { hb: 10.3, neut: 8.1, k: 5.1, na: 138, creat: 1.51, urea: 76, crp: 64.1, inr: 2.6 },
  });
  chart.laboratory({
    name: 'day-3',
    day: chart.ago(1),
    time: '06:45',
    stay,
    panels: ['blood', 'ions', 'kidney', 'inflammation', 'coagulation'],
    also: ['ldh', 'ca', 'alb', 'pct'],
    values: {
      hb: 10.4,
      neut: 7.2,
      k: 4.8,
      na: 139,
      creat: 1.46,
      urea: 68,
      crp: 47.5,
      inr: 1.6,
      ldh: 312,
      ca: 2.47,
      alb: 34,
      pct: 0.12,
    },
  });
  chart.report({
    name: 'chest-ct',
    day: chart.ago(1),
    time: '11:20',
    author: 'janssens',
    to: 'marchal',
    sections: ['RAD', 'CT'],
    loinc: '24627-2',
    stay,
    study: toStudyLink('thorax'),
    title: 'Scanner du thorax sans contraste',
    body: chestCt,
    conclusion:
      'Condensation rétractile du lobe supérieur droit avec rétrécissement de la bronche lobaire et épaississement hilaire : processus endobronchique ou hilaire à exclure. Nodule antérieur droit de 15 mm.',
  });
  chart.laboratory({
    name: 'today',
    day: chart.ago(0),
    time: '06:40',
    stay,
    panels: ['blood', 'ions', 'kidney', 'inflammation', 'inr'],
    also: ['cea', 'cyfra'],
    values: { hb: 10.5, neut: 6.8, k: 4.6, na: 139, creat: 1.42, urea: 61, crp: 31.2, inr: 1.3 },
    pending: ['cea', 'cyfra'],
    conclusion: 'Rapport partiel : marqueurs tumoraux en cours.',
  });
  chart.appointment({
    name: 'bronchoscopy',
    day: chart.workday(-1),
    time: '09:30',
    minutes: 60,
    title: 'Bronchoscopie avec biopsies',
    doctor: 'marchal',
    place: 'Endoscopie, niveau 1',
    instruction: 'À jeun depuis minuit.',
  });
  chart.appointment({
    name: 'pet-ct',
    day: chart.workday(-9),
    time: '08:15',
    minutes: 90,
    title: 'TEP-CT au FDG',
    doctor: 'haddad',
    place: 'Médecine nucléaire, niveau -1',
    instruction: 'À jeun depuis 6 heures, glycémie contrôlée à l’arrivée.',
  });
  chart.appointment({
    name: 'cardiology-next',
    day: chart.workday(-31),
    time: '10:40',
    title: 'Consultation de cardiologie',
    doctor: 'collin',
    place: 'Consultations, route 12',
  });
}
