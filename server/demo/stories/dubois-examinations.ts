import type { Chart } from '../chart.ts';
import { toObjectLink } from '../objects/index.ts';

const spirometry = (post: string, fev1: string, percent: string, fvc: string, ratio: string): string => `
# Résultats
| Mesure | Obtenu | % prédit | Après salbutamol |
| CVF (l) | ${fvc} | 79 % | ${post} |
| VEMS (l) | ${fev1} | ${percent} % | ${fev1} |
| VEMS/CVF | ${ratio} | – | ${ratio} |
| DEM 25-75 (l/s) | 0,78 | 41 % | 0,81 |

Manœuvres reproductibles (classe A). Pas de réversibilité significative.

# Conclusion
Trouble ventilatoire obstructif modéré, sans réversibilité : BPCO GOLD 2.
`;

const echo = (ejection: string, atrium: string, pressure: string, remark: string): string => `
# Mesures
| Paramètre | Valeur | Référence |
| Fraction d'éjection (Simpson biplan) | ${ejection} % | ≥ 54 % |
| Oreillette gauche, volume indexé | ${atrium} ml/m² | ≤ 34 ml/m² |
| Septum, paroi postérieure | 12 mm, 11 mm | ≤ 9 mm |
| E/e' moyen | 14 | < 8 |
| PAP systolique estimée | ${pressure} mmHg | < 35 mmHg |
| TAPSE | 19 mm | ≥ 17 mm |

# Description
Ventricule gauche non dilaté, hypertrophie concentrique modérée, sans anomalie segmentaire. Insuffisance mitrale discrète, valve aortique tricuspide un peu calcifiée sans sténose. Pas d'épanchement péricardique. ${remark}
`;

/** Marie Dubois' technical examinations before the present stay. */
export function writeDuboisExaminations(
  chart: Chart,
  stays: { readonly first: string; readonly second: string },
): void {
  chart.report({
    name: 'echo-1',
    day: chart.ago(1094),
    author: 'collin',
    sections: ['CUS'],
    loinc: '34552-0',
    stay: stays.first,
    title: 'Échocardiographie transthoracique',
    body: echo('55', '48', '48', 'Veine cave inférieure dilatée, peu compliante.'),
    conclusion: 'Fonction systolique conservée, oreillette gauche dilatée, pressions de remplissage élevées.',
  });
  chart.report({
    name: 'spirometry-1',
    day: chart.workday(801),
    author: 'marchal',
    sections: ['PF'],
    loinc: '18759-1',
    title: 'Spirométrie',
    body: spirometry('2,31', '1,41', '61', '2,28', '0,62'),
    conclusion: 'Trouble ventilatoire obstructif modéré, sans réversibilité : BPCO GOLD 2.',
  });
  chart.report({
    name: 'holter',
    day: chart.workday(702),
    author: 'collin',
    sections: ['EC'],
    loinc: '18754-2',
    form: 'html',
    title: 'Holter ECG de 24 heures',
    body: `
# Résultats
| Mesure | Valeur |
| Rythme | Fibrillation auriculaire permanente |
| Fréquence minimale, moyenne, maximale | 48, 79, 132 bpm |
| Pause la plus longue | 2,1 s (03:42) |
| Extrasystoles ventriculaires | 214, isolées |

# Conclusion
Fréquence ventriculaire bien contrôlée sous bisoprolol 5 mg. Pas de pause significative.
`,
    conclusion: 'Fréquence ventriculaire bien contrôlée, pas de pause significative.',
  });
  chart.report({
    name: 'colonoscopy',
    day: chart.workday(596),
    author: 'baudoux',
    sections: ['OTH'],
    loinc: '28023-8',
    title: 'Coloscopie totale',
    body: `
# Indication
Anémie microcytaire avec carence martiale sous acénocoumarol.

# Description
Préparation bonne (Boston 8). Progression jusqu'au cæcum, orifices vus. Polype sessile de 9 mm du côlon ascendant, réséqué à l'anse froide, récupéré. Diverticules du sigmoïde non compliqués. Hémorroïdes internes de grade I.

# Conclusion
Polype du côlon ascendant réséqué. Diverticulose. Reprise de l'acénocoumarol le soir même à la dose habituelle.
`,
    conclusion: 'Polype de 9 mm du côlon ascendant réséqué. Diverticulose sigmoïdienne.',
  });
  chart.report({
    name: 'polyp',
    day: chart.workday(596),
    issued: chart.workday(590),
    author: 'noel',
    to: 'baudoux',
    sections: ['SP'],
    loinc: '60567-5',
    form: 'text',
    title: 'Anatomie pathologique : polype du côlon ascendant',
    body: `
# Matériel reçu
Un polype sessile de 9 mm, côlon ascendant.

# Microscopie
Adénome tubuleux en dysplasie de bas grade. Tranche de section passant en muqueuse saine.

# Conclusion
Adénome tubuleux, dysplasie de bas grade, exérèse complète. Contrôle endoscopique conseillé dans cinq ans.
`,
    conclusion: 'Adénome tubuleux en dysplasie de bas grade, exérèse complète.',
  });
  chart.report({
    name: 'x-ray-2',
    day: chart.ago(428),
    time: '14:05',
    author: 'haddad',
    sections: ['RAD', 'RX'],
    loinc: '36643-5',
    form: 'text',
    stay: stays.second,
    title: 'Radiographie du thorax, face et profil',
    body: `
# Description
Index cardio-thoracique 0,56. Redistribution vasculaire vers les sommets, lignes de Kerley B aux deux bases. Petit épanchement pleural droit. Pas de foyer parenchymateux, pas d'opacité nodulaire décelable.

# Conclusion
Signes de surcharge. Pas de foyer infectieux.
`,
    conclusion: 'Signes de surcharge. Pas de foyer infectieux.',
  });
  chart.report({
    name: 'spirometry-2',
    day: chart.workday(307),
    author: 'marchal',
    sections: ['PF'],
    loinc: '18759-1',
    form: 'html',
    title: 'Spirométrie',
    body: spirometry('2,20', '1,36', '60', '2,19', '0,62'),
    conclusion: 'Obstruction modérée stable par rapport à l’examen précédent.',
  });
  chart.report({
    name: 'echo-2',
    day: chart.workday(136),
    author: 'collin',
    sections: ['CUS'],
    loinc: '34552-0',
    study: toObjectLink('echo'),
    title: 'Échocardiographie transthoracique',
    body: echo('54', '46', '41', 'Veine cave inférieure de calibre normal. Superposable à l’examen précédent.'),
    conclusion: 'FEVG 54 %, oreillette gauche dilatée, PAPs 41 mmHg : situation stable.',
  });
}
