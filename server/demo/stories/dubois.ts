import type { PatientStory } from './index.ts';
import { writeDuboisHistory } from './dubois-history.ts';
import { writeDuboisLaboratory } from './dubois-laboratory.ts';
import { writeDuboisStay } from './dubois-stay.ts';

/** Marie Dubois, 71: atrial fibrillation, heart failure, diabetes; in hospital now for haemoptysis, with the thoracic CT. The tour's patient. */
export const dubois: PatientStory = {
  usual: {
    hb: 12.6,
    mcv: 88,
    plt: 262,
    neut: 4.6,
    lymph: 1.7,
    creat: 1.2,
    urea: 52,
    k: 4.7,
    na: 139,
    uric: 6.9,
    acr: 64,
    glu: 142,
    hba1c: 7.2,
    chol: 158,
    hdl: 47,
    tg: 168,
    inr: 2.5,
    aptt: 38,
    bnp: 1180,
    tnt: 19,
    crp: 4.2,
    tsh: 2.4,
    alb: 40,
    ferritin: 74,
    vitd: 26,
    ggt: 46,
    cea: 3.1,
  },
  story: (chart) => {
    writeDuboisHistory(chart);
    writeDuboisLaboratory(chart);
    writeDuboisStay(chart);
  },
};
