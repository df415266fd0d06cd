import { toStudyLink } from '../imaging.ts';
import type { PatientStory } from './index.ts';

const consultation = `
Chère Consœur,

Merci de m'avoir adressé Monsieur Müller-Noël, {âge} ans, enseignant, pour des céphalées récidivantes.

# Anamnèse
Céphalées pulsatiles hémicrâniennes, le plus souvent droites, depuis l'âge de vingt ans, quatre à six jours par mois depuis un an. Elles durent de 12 à 36 heures, avec nausées, photophobie et phonophobie. Dans une crise sur trois, scotome scintillant de vingt minutes avant la douleur. Mère migraineuse. Antalgiques simples douze jours par mois.

# Examen neurologique
Vigilance et langage normaux. Paires crâniennes intactes, fond d'œil net. Force, réflexes et sensibilité symétriques, cutanés plantaires en flexion. Marche et Romberg normaux. TA 132/84 mmHg.

# Conclusion
Migraine sans et avec aura visuelle, de fréquence croissante, avec un début d'abus d'antalgiques. Les crises changent de rythme : une IRM cérébrale est demandée pour exclure une lésion.

# Propositions
- Sumatriptan 50 mg au début de la douleur, au plus deux fois par semaine
- Propranolol 40 mg matin et soir en traitement de fond, à réévaluer à trois mois
- Calendrier des crises, pas plus de huit jours d'antalgiques par mois
`;

const control = `
Chère Consœur,

Revu ce jour avec le résultat de l'IRM, Monsieur Müller-Noël va mieux : deux crises le mois dernier, bien calmées par le sumatriptan. Pas de lésion sur la séquence T2 obtenue ; l'examen a été interrompu pour claustrophobie et je ne le fais pas compléter, l'examen neurologique restant normal.

Propranolol bien supporté (pouls 62 bpm, TA 122/76 mmHg). Je propose de poursuivre six mois puis de l'arrêter par paliers. Prochaine consultation dans trois mois ; à revoir plus tôt en cas de céphalée inhabituelle ou de déficit.
`;

const brain = `
# Indication
Migraine avec aura, fréquence croissante des crises. Exclure une lésion cérébrale.

# Technique
IRM 3 T. Séquence axiale T2 TSE, 28 coupes du foramen magnum au vertex (série 1). Examen interrompu à la demande du patient (claustrophobie) : pas de séquence FLAIR, de diffusion ni d'injection.

# Description
Ventricules de taille normale, symétriques, en place (images 16 à 22). Sillons corticaux sans élargissement anormal pour l'âge.

Pas d'anomalie de signal T2 de la substance blanche, des noyaux gris, du tronc cérébral ni du cervelet. Pas d'effet de masse, pas de collection extra-cérébrale.

Vides de flux présents dans les artères du polygone de Willis et les sinus veineux. Charnière cervico-occipitale normale (images 1 à 3). Globes oculaires et nerfs optiques sans particularité (images 7 à 10). Sinus de la face et cellules mastoïdiennes bien aérés.

# Conclusion
Pas de lésion décelable sur la séquence T2. Examen incomplet, à compléter seulement si la clinique le demande.
`;

/** Thomas Müller-Noël, 42: migraine, with the cerebral MR. */
export const muller: PatientStory = {
  usual: { hb: 15.1, creat: 0.94, chol: 201, hdl: 48, tg: 132, glu: 92 },
  story: (chart) => {
    chart.condition({
      name: 'migraine',
      text: 'Migraine avec aura visuelle',
      icd10: 'G43.1',
      since: chart.workday(96),
    });
    chart.condition({
      name: 'ankle',
      text: 'Entorse de la cheville gauche',
      icd10: 'S93.4',
      since: chart.ago(812),
      resolved: chart.ago(770),
    });
    chart.allergy({
      name: 'latex',
      substance: 'Latex',
      kind: 'environment',
      criticality: 'low',
      reaction: 'Dermatite de contact des mains',
      severity: 'mild',
      recorded: chart.ago(812),
    });
    chart.medication({
      name: 'propranolol',
      text: 'Propranolol 40 mg',
      atc: 'C07AA05',
      dosage: '1 comprimé matin et soir',
      from: chart.workday(96),
    });
    chart.medication({
      name: 'sumatriptan',
      text: 'Sumatriptan 50 mg',
      atc: 'N02CC01',
      dosage: '1 comprimé au début de la crise, 2 jours par semaine au plus',
      from: chart.workday(96),
    });
    const visit = chart.stay({
      name: 'ankle',
      kind: 'emergency',
      from: chart.ago(812),
      fromTime: '19:40',
      to: chart.ago(812),
      toTime: '22:10',
      ward: 'Urgences',
      phone: '065 00 01 12',
      doctor: 'lejeune',
      reason: 'Traumatisme de la cheville gauche',
      discharge: 'Retour à domicile',
    });
    chart.letter({
      name: 'ankle',
      kind: 'emergency',
      day: chart.ago(812),
      time: '22:05',
      author: 'lejeune',
      title: 'Lettre des urgences : cheville gauche',
      form: 'text',
      stay: visit,
      body: `
Chère Consœur,

Inversion de la cheville gauche au football. Œdème malléolaire externe, douleur du faisceau antérieur, appui possible. Critères d'Ottawa positifs à la pointe malléolaire : radiographie sans fracture. Entorse de grade II.

# Traitement
- Attelle semi-rigide, appui selon la douleur, froid, surélévation
- Paracétamol 1 g trois fois par jour
- Kinésithérapie dès le cinquième jour
`,
    });
    chart.report({
      name: 'ankle',
      day: chart.ago(812),
      time: '20:35',
      author: 'haddad',
      to: 'lejeune',
      sections: ['RAD', 'RX'],
      loinc: '24540-7',
      title: 'Radiographie de la cheville gauche',
      form: 'text',
      stay: visit,
      body: `
Tuméfaction des parties molles en regard de la malléole externe. Interlignes conservés. Pas de trait de fracture, notamment de la malléole externe et de la base du cinquième métatarsien.
`,
      conclusion: 'Pas de fracture.',
    });
    for (const [days, values] of [
      [1140, { chol: 214, tg: 148 }],
      [760, { chol: 206, tg: 139 }],
      [398, { chol: 203, tg: 151 }],
      [97, { chol: 198, tg: 128, crp: 0.9 }],
    ] as const) {
      chart.laboratory({
        name: `check-${days}`,
        day: chart.workday(days),
        panels: ['blood', 'ions', 'kidney', 'liver', 'fasting', 'lipids', 'inflammation', 'thyroid'],
        values,
      });
    }
    chart.letter({
      name: 'neurology',
      kind: 'consultation',
      day: chart.workday(96),
      author: 'stassart',
      title: 'Consultation de neurologie',
      body: consultation,
    });
    chart.report({
      name: 'brain-mr',
      day: chart.ago(40),
      time: '15:40',
      author: 'haddad',
      to: 'stassart',
      sections: ['RAD', 'NMR'],
      loinc: '24590-2',
      form: 'html',
      title: 'IRM cérébrale',
      body: brain,
      study: toStudyLink('brain'),
      conclusion: 'Pas de lésion décelable sur la séquence T2. Examen incomplet (claustrophobie).',
    });
    chart.letter({
      name: 'neurology-control',
      kind: 'consultation',
      day: chart.workday(19),
      author: 'stassart',
      title: 'Consultation de neurologie, contrôle',
      body: control,
      form: 'html',
    });
    chart.appointment({
      name: 'neurology',
      day: chart.workday(19),
      time: '11:00',
      title: 'Consultation de neurologie',
      doctor: 'stassart',
      place: 'Consultations, route 5',
      status: 'fulfilled',
    });
    chart.appointment({
      name: 'neurology-next',
      day: chart.workday(-72),
      time: '11:20',
      title: 'Consultation de neurologie',
      doctor: 'stassart',
      place: 'Consultations, route 5',
    });
  },
};
