import type { PatientStory } from './index.ts';

const operation = `
# Opérateur, anesthésie
Dr Philippe Renard, aide Dr Simon Lejeune. Anesthésie générale, antibioprophylaxie par céfazoline 2 g.

# Diagnostic
Fracture diaphysaire fermée du tibia et de la fibula gauches, tiers moyen, peu comminutive (AO 42-A3).

# Intervention
Décubitus dorsal sur table orthopédique, réduction sous amplificateur. Abord suprapatellaire. Clou centromédullaire de 10 × 345 mm, deux verrous proximaux et deux distaux. Axes et rotation contrôlés. Loges souples en fin d'intervention. Fermeture plan par plan, durée 72 minutes, pertes 150 ml.

# Suites
Appui partiel de 15 kg pendant six semaines, puis progressif. Énoxaparine 40 mg par jour pendant six semaines. Fils à retirer au quatorzième jour.
`;

const discharge = `
Chère Consœur,

Monsieur Kovalenko, {âge} ans, ouvrier du bâtiment, a été victime d'une chute d'échafaudage de deux mètres (accident du travail déclaré).

# Lésions
Fracture diaphysaire fermée du tibia et de la fibula gauches. Scanner du crâne et du rachis cervical sans lésion. Pas d'atteinte vasculo-nerveuse.

# Évolution
Enclouage le jour même. Surveillance des loges sans incident. Lever au deuxième jour avec deux béquilles. CRP 86 mg/l au troisième jour puis décroissante, cicatrices propres. Le patient parle ukrainien et un peu de français ; les consignes lui ont été remises dans les deux langues avec un interprète.

# Traitement de sortie
- Énoxaparine 40 mg sous-cutanée le soir jusqu'à six semaines
- Paracétamol 1 g quatre fois par jour, tramadol 50 mg si besoin pendant dix jours
- Pas d'anti-inflammatoire
- Vaccin contre le tétanos rappelé aux urgences

# Suivi
Soins infirmiers à domicile, kinésithérapie trois fois par semaine, consultation à six semaines avec radiographie.
`;

/** Oleksandr Kovalenko, 47, known by a bis number: work accident, nailed tibia. */
export const kovalenko: PatientStory = {
  usual: { hb: 14.8, creat: 0.9, glu: 94, plt: 268, ggt: 71, alt: 44 },
  story: (chart) => {
    chart.condition({
      name: 'tibia',
      text: 'Fracture diaphysaire du tibia et de la fibula gauches, enclouage',
      icd10: 'S82.2',
      since: chart.ago(208),
    });
    chart.condition({ name: 'smoking', text: 'Tabagisme actif', icd10: 'F17.2', since: chart.ago(208) });
    chart.allergy({
      name: 'ibuprofen',
      substance: 'Ibuprofène',
      kind: 'medication',
      type: 'intolerance',
      criticality: 'low',
      reaction: 'Douleurs gastriques',
      severity: 'moderate',
      recorded: chart.ago(208),
    });
    chart.medication({
      name: 'enoxaparin',
      text: 'Énoxaparine 40 mg',
      atc: 'B01AB05',
      dosage: '1 injection le soir',
      from: chart.ago(208),
      to: chart.ago(163),
      reason: 'Six semaines accomplies',
    });
    chart.medication({
      name: 'paracetamol',
      text: 'Paracétamol 1 g',
      atc: 'N02BE01',
      dosage: '1 comprimé au besoin, 3 par jour au plus',
      from: chart.ago(208),
    });
    const stay = chart.stay({
      name: 'tibia',
      kind: 'inpatient',
      from: chart.ago(208),
      fromTime: '11:50',
      to: chart.ago(201),
      ward: 'Orthopédie 5A',
      phone: '065 00 05 10',
      doctor: 'renard',
      reason: 'Chute d’échafaudage, fracture de jambe gauche',
      discharge: 'Retour à domicile',
    });
    chart.laboratory({
      name: 'admission',
      day: chart.ago(208),
      time: '12:15',
      panels: ['blood', 'ions', 'kidney', 'liver', 'coagulation'],
      also: ['ck'],
      values: { hb: 14.1, neut: 10.4, ck: 812, k: 4.1 },
      stay,
    });
    chart.report({
      name: 'x-ray',
      day: chart.ago(208),
      time: '12:30',
      author: 'haddad',
      to: 'lejeune',
      sections: ['RAD', 'RX'],
      loinc: '36750-8',
      form: 'text',
      stay,
      title: 'Radiographie de la jambe gauche, face et profil',
      body: 'Fracture du tiers moyen du tibia, oblique courte, déplacée de 8 mm en dehors, avec un fragment intermédiaire. Fracture de la fibula au même niveau. Genou et cheville congruents.',
      conclusion: 'Fracture déplacée du tiers moyen du tibia et de la fibula gauches.',
    });
    chart.report({
      name: 'head-ct',
      day: chart.ago(208),
      time: '12:50',
      author: 'haddad',
      to: 'lejeune',
      sections: ['RAD', 'CT'],
      loinc: '24725-4',
      form: 'text',
      stay,
      title: 'Scanner du crâne et du rachis cervical (images conservées hors ligne)',
      body: 'Pas de saignement intracrânien, pas de fracture de la voûte ni de la base. Rachis cervical aligné, sans fracture.',
      conclusion: 'Pas de lésion post-traumatique.',
    });
    chart.letter({
      name: 'operation',
      kind: 'operation',
      day: chart.ago(208),
      time: '19:10',
      author: 'renard',
      title: 'Protocole opératoire : enclouage du tibia gauche',
      body: operation,
      stay,
    });
    chart.laboratory({
      name: 'day-3',
      day: chart.ago(205),
      time: '06:50',
      panels: ['blood', 'kidney', 'inflammation'],
      values: { hb: 11.6, neut: 7.9, crp: 86.4 },
      stay,
    });
    chart.laboratory({
      name: 'day-6',
      day: chart.ago(202),
      time: '06:50',
      panels: ['blood', 'kidney', 'inflammation'],
      values: { hb: 11.9, neut: 6.1, crp: 34.2 },
      stay,
    });
    chart.letter({
      name: 'discharge',
      kind: 'discharge',
      day: chart.ago(201),
      author: 'renard',
      title: 'Lettre de sortie : fracture de jambe gauche',
      form: 'cda',
      body: discharge,
      stay,
    });
    chart.laboratory({
      name: 'six-weeks',
      day: chart.workday(164),
      panels: ['blood', 'inflammation'],
      values: { hb: 13.9, crp: 3.8 },
    });
    chart.report({
      name: 'x-ray-control',
      day: chart.workday(163),
      author: 'haddad',
      to: 'renard',
      sections: ['RAD', 'RX'],
      loinc: '36750-8',
      form: 'text',
      title: 'Radiographie de la jambe gauche, contrôle à six semaines',
      body: 'Clou centromédullaire et quatre verrous en place. Axe conservé. Cal périosté débutant aux bords médial et postérieur, trait encore visible.',
      conclusion: 'Consolidation débutante, matériel en place.',
    });
    chart.letter({
      name: 'control',
      kind: 'consultation',
      day: chart.workday(72),
      author: 'renard',
      title: 'Consultation d’orthopédie à dix-neuf semaines',
      form: 'html',
      body: 'Chère Consœur,\n\nMarche sans béquille depuis trois semaines, genou 0 – 130°, cheville libre. Radiographie : trois corticales consolidées sur quatre. Douleur sur le verrou proximal à l’agenouillement, retrait possible après un an.\n\nReprise d’un travail adapté dans six semaines, sans échelle ni port de charge de plus de 10 kg. L’arrêt du tabac a été encouragé : il retarde la consolidation.',
    });
    chart.appointment({
      name: 'control-missed',
      day: chart.workday(100),
      time: '09:00',
      title: 'Consultation d’orthopédie',
      doctor: 'renard',
      place: 'Consultations, route 10',
      status: 'noshow',
    });
    chart.appointment({
      name: 'control-next',
      day: chart.workday(-8),
      time: '09:00',
      title: 'Consultation d’orthopédie et radiographie',
      doctor: 'renard',
      place: 'Consultations, route 10',
    });
  },
};
