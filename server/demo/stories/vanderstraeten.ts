import type { PatientStory } from './index.ts';

const discharge = `
Chère Consœur,

Madame van der Straeten, {âge} ans, résidente aux Glycines, a été hospitalisée pour une fracture du col fémoral droit après une chute dans sa chambre.

# Antécédents
Maladie d'Alzheimer débutante (MMSE 21/30), hypertension artérielle, hyponatrémie sous diurétique thiazidique, ostéoporose fracturaire (vertèbre T12).

# Évolution
- Fracture Garden IV : prothèse intermédiaire le lendemain, rachianesthésie
- Syndrome confusionnel hypoactif du deuxième au cinquième jour, résolu sans neuroleptique
- Sodium 124 mmol/l à l'admission : hydrochlorothiazide arrêté, restriction hydrique, 135 mmol/l à la sortie
- Anémie postopératoire à 8,1 g/dl, une transfusion
- Reprise de la marche au cadre, 20 mètres avec aide au moment du transfert en revalidation

# Évaluation gériatrique
| Domaine | Avant | À la sortie |
| Katz (AVJ, sur 6) | 5 | 2 |
| Mini nutritionnel (MNA-SF) | – | 8/14 |
| Norton | – | 14/20 |
| Déglutition | normale | normale |

# Traitement de sortie
| Médicament | Matin | Midi | Soir |
| Amlodipine 5 mg | 1 | – | – |
| Donépézil 5 mg | – | – | 1 |
| Cholécalciférol 25 000 UI | 1 par mois | – | – |
| Énoxaparine 20 mg | – | – | jusqu'à 35 jours |
| Paracétamol 500 mg | 2 | 2 | 2 |

# Arrêtés
- Hydrochlorothiazide (hyponatrémie)
- Lormétazépam 1 mg (chute, confusion)

# Décisions
La patiente et sa fille souhaitent des soins proportionnés : pas de soins intensifs ni de réanimation, hospitalisation possible pour une cause réversible (code DNR 2, formulaire joint au dossier).
`;

const control = `
Chère Consœur,

Revue six mois après la fracture. Madame van der Straeten marche avec un rollator dans la résidence, Katz 4/6. Une nouvelle chute sans gravité il y a un mois, de nuit ; veilleuse et tapis de lit installés depuis.

Sodium stable à 137 mmol/l sans thiazide. Poids 52,8 kg (+ 1,9 kg). MMSE 19/30 : donépézil poursuivi, bien supporté. Acide zolédronique 5 mg donné aujourd'hui, à répéter dans un an.
`;

/** Marie-Louise van der Straeten, 90: hip fracture, hyponatraemia, frailty. */
export const vanderstraeten: PatientStory = {
  usual: { hb: 11.8, mcv: 92, na: 136, k: 4.1, creat: 0.88, urea: 44, alb: 34, vitd: 24, crp: 4, chol: 188, tsh: 2.9 },
  story: (chart) => {
    chart.letter({
      name: 'hip-2011',
      kind: 'discharge',
      day: '2011-05-17',
      author: 'renard',
      title: 'Lettre de sortie : prothèse de hanche droite',
      scan: 'hip-2011.tif',
      body: 'Prothèse totale de la hanche droite le 9 mai 2011 pour coxarthrose, suites simples.',
    });
    chart.condition({
      name: 'hip',
      text: 'Fracture du col fémoral droit, prothèse intermédiaire',
      icd10: 'S72.0',
      since: chart.ago(246),
    });
    chart.condition({
      name: 'alzheimer',
      text: 'Maladie d’Alzheimer, stade léger',
      icd10: 'G30.1',
      since: chart.workday(588),
    });
    chart.condition({ name: 'osteoporosis', text: 'Ostéoporose fracturaire', icd10: 'M81.0', since: chart.ago(246) });
    chart.condition({
      name: 'hyponatraemia',
      text: 'Hyponatrémie sous thiazide',
      icd10: 'E87.1',
      since: chart.ago(246),
      resolved: chart.ago(226),
    });
    chart.condition({ name: 'hypertension', text: 'Hypertension artérielle', icd10: 'I10', since: '1998' });
    chart.allergy({
      name: 'tape',
      substance: 'Sparadrap (colophane)',
      kind: 'environment',
      criticality: 'low',
      reaction: 'Érythème, phlyctènes',
      severity: 'mild',
      recorded: chart.ago(246),
    });
    chart.allergy({
      name: 'thiazide',
      substance: 'Hydrochlorothiazide',
      kind: 'medication',
      type: 'intolerance',
      criticality: 'high',
      reaction: 'Hyponatrémie sévère',
      severity: 'severe',
      recorded: chart.ago(244),
    });
    chart.medication({
      name: 'amlodipine',
      text: 'Amlodipine 5 mg',
      atc: 'C08CA01',
      dosage: '1 comprimé le matin',
      from: chart.ago(226),
    });
    chart.medication({
      name: 'donepezil',
      text: 'Donépézil 5 mg',
      atc: 'N06DA02',
      dosage: '1 comprimé le soir',
      from: chart.workday(588),
    });
    chart.medication({
      name: 'vitamin-d',
      text: 'Cholécalciférol 25 000 UI',
      atc: 'A11CC05',
      dosage: '1 ampoule par mois',
      from: chart.ago(226),
    });
    chart.medication({
      name: 'hctz',
      text: 'Hydrochlorothiazide 25 mg',
      atc: 'C03AA03',
      dosage: '1 comprimé le matin',
      from: chart.ago(1400),
      to: chart.ago(246),
      reason: 'Hyponatrémie à 124 mmol/l',
    });
    chart.letter({
      name: 'memory',
      kind: 'consultation',
      day: chart.workday(588),
      author: 'lacroix',
      title: 'Clinique de la mémoire',
      form: 'text',
      body: `
Chère Consœur,

Oublis depuis deux ans, perte du fil des comptes, orientation conservée dans la résidence. MMSE 23/30 (rappel 0/3), horloge 3/7, Katz 6/6. Scanner cérébral : atrophie hippocampique modérée, leuco-araïose discrète. Bilan biologique sans cause réversible.

# Conclusion
Maladie d'Alzheimer débutante. Donépézil 5 mg, ECG de contrôle à un mois. La personne de confiance est sa fille.
`,
    });
    for (const [days, values] of [
      [1395, { na: 138 }],
      [1010, { na: 135 }],
      [760, { na: 133 }],
      [590, { na: 132, tsh: 3.1 }],
      [340, { na: 130 }],
    ] as const) {
      chart.laboratory({
        name: `check-${days}`,
        day: chart.workday(days),
        panels: ['blood', 'ions', 'kidney', 'vitamins', 'thyroid'],
        values,
      });
    }
    const stay = chart.stay({
      name: 'hip',
      kind: 'inpatient',
      from: chart.ago(246),
      fromTime: '05:40',
      to: chart.ago(226),
      ward: 'Gériatrie 1A',
      phone: '065 00 01 30',
      doctor: 'lacroix',
      reason: 'Chute, fracture du col fémoral droit',
      discharge: 'Transfert en revalidation',
    });
    chart.laboratory({
      name: 'hip-1',
      day: chart.ago(246),
      time: '06:10',
      panels: ['blood', 'ions', 'kidney', 'coagulation', 'inflammation'],
      also: ['ck'],
      values: { hb: 10.9, na: 124, k: 3.3, creat: 1.02, urea: 58, ck: 264, crp: 9 },
      stay,
      notes: { na: 'Vérifié sur un second dosage ; osmolalité plasmatique 262 mosm/kg.' },
    });
    chart.laboratory({
      name: 'hip-2',
      day: chart.ago(244),
      time: '06:30',
      panels: ['blood', 'ions', 'kidney', 'inflammation'],
      values: { hb: 8.1, na: 128, k: 3.6, crp: 112 },
      stay,
    });
    chart.laboratory({
      name: 'hip-3',
      day: chart.ago(240),
      time: '06:30',
      panels: ['blood', 'ions', 'kidney', 'inflammation'],
      values: { hb: 9.6, na: 132, k: 4, crp: 48 },
      stay,
    });
    chart.laboratory({
      name: 'hip-4',
      day: chart.ago(227),
      time: '06:30',
      panels: ['blood', 'ions', 'kidney', 'inflammation', 'bone'],
      values: { hb: 10.2, na: 135, k: 4.2, crp: 12, alb: 31, vitd: 14, pth: 88 },
      stay,
    });
    chart.report({
      name: 'hip-x-ray',
      day: chart.ago(246),
      time: '06:20',
      author: 'haddad',
      to: 'lejeune',
      sections: ['RAD', 'RX'],
      loinc: '24762-7',
      form: 'text',
      stay,
      title: 'Radiographie du bassin et de la hanche droite',
      body: 'Fracture cervicale vraie du fémur droit, déplacée (Garden IV). Pas d’autre fracture du bassin. Déminéralisation diffuse.',
      conclusion: 'Fracture du col fémoral droit, Garden IV.',
    });
    chart.letter({
      name: 'operation',
      kind: 'operation',
      day: chart.ago(245),
      time: '14:20',
      author: 'renard',
      to: 'lacroix',
      title: 'Protocole opératoire : prothèse intermédiaire de hanche droite',
      stay,
      body: 'Rachianesthésie, décubitus latéral gauche. Voie postérieure. Ablation de la tête fémorale (45 mm), fraisage, tige cimentée et cupule mobile. Réduction stable. Capsule et rotateurs réinsérés. Durée 58 minutes, pertes 250 ml.\n\nLever dès le lendemain, appui complet, pas de flexion au-delà de 90° pendant six semaines.',
    });
    chart.letter({
      name: 'discharge',
      kind: 'discharge',
      day: chart.ago(226),
      author: 'lacroix',
      title: 'Lettre de sortie : fracture du col fémoral',
      body: discharge,
      stay,
    });
    chart.laboratory({
      name: 'control',
      day: chart.workday(62),
      panels: ['blood', 'ions', 'kidney', 'bone'],
      values: { hb: 11.9, na: 137, alb: 36, vitd: 32, pth: 54 },
    });
    chart.letter({
      name: 'control',
      kind: 'consultation',
      day: chart.workday(58),
      author: 'lacroix',
      title: 'Consultation de gériatrie',
      body: control,
      form: 'html',
    });
    chart.appointment({
      name: 'eye',
      day: chart.workday(29),
      time: '10:30',
      title: 'Contrôle en clinique de la chute',
      doctor: 'lacroix',
      place: 'Hôpital de jour gériatrique',
      status: 'cancelled',
    });
    chart.appointment({
      name: 'geriatrics',
      day: chart.workday(-44),
      time: '11:00',
      title: 'Consultation de gériatrie',
      doctor: 'lacroix',
      place: 'Consultations, route 1',
    });
  },
};
