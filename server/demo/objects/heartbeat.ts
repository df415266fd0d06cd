import { demoRandom } from '../identity.ts';

/** The twelve leads in the order of the file. */
export const leads = ['I', 'II', 'III', 'aVR', 'aVL', 'aVF', 'V1', 'V2', 'V3', 'V4', 'V5', 'V6'] as const;
type Lead = (typeof leads)[number];

/** Samples per second and seconds of the recording. */
export const frequency = 500;
export const seconds = 10;

/** Waves of one beat: place from the R peak and width (s), and height in the leads that are measured (mV); the others follow from them. */
const waves = {
  q: { at: -0.028, width: 0.008, I: -0.06, II: -0.08, V1: 0, V2: 0, V3: -0.03, V4: -0.08, V5: -0.1, V6: -0.1 },
  r: { at: 0, width: 0.012, I: 0.7, II: 1.1, V1: 0.2, V2: 0.5, V3: 0.9, V4: 1.5, V5: 1.4, V6: 1.0 },
  s: { at: 0.03, width: 0.011, I: -0.12, II: -0.15, V1: -0.9, V2: -1.2, V3: -0.7, V4: -0.4, V5: -0.2, V6: -0.1 },
  t: { at: 0.27, width: 0.05, I: 0.18, II: 0.24, V1: -0.05, V2: 0.25, V3: 0.3, V4: 0.32, V5: 0.28, V6: 0.22 },
} as const;
type Measured = 'I' | 'II' | 'V1' | 'V2' | 'V3' | 'V4' | 'V5' | 'V6';

/** Atrial fibrillation: irregular beats of this mean rate, no P wave, a fine flicker of the baseline. */
export const meanRate = 94;

/** Seconds of the R peaks. */
export function toBeats(name: string): readonly number[] {
  const random = demoRandom(`${name}/beats`);
  const beats: number[] = [];
  for (let at = 0.3; at < seconds; at += (60 / meanRate) * (0.78 + 0.44 * random())) beats.push(Number(at.toFixed(3)));
  return beats;
}

/** Microvolts of every lead, one array a lead in the order of `leads`. */
export function toLeads(name: string): readonly Int16Array[] {
  const beats = toBeats(name);
  const length = frequency * seconds;
  const measure = (lead: Measured, index: number): number => {
    const at = index / frequency;
    const flicker = lead === 'V1' ? 0.05 : 0.02;
    let sum = flicker * Math.sin(2 * Math.PI * 6.1 * at + 1.3 * Math.sin(at * 2.2)) + 0.01 * Math.sin(at * 1.9);
    for (const beat of beats) {
      const from = at - beat;
      if (from < -0.1 || from > 0.5) continue;
      for (const wave of Object.values(waves))
        sum += wave[lead] * Math.exp(-(((from - wave.at) / wave.width) ** 2) / 2);
    }
    return sum;
  };
  const value = (lead: Lead, index: number): number => {
    switch (lead) {
      case 'III':
        return measure('II', index) - measure('I', index);
      case 'aVR':
        return -(measure('I', index) + measure('II', index)) / 2;
      case 'aVL':
        return measure('I', index) - measure('II', index) / 2;
      case 'aVF':
        return measure('II', index) - measure('I', index) / 2;
      default:
        return measure(lead, index);
    }
  };
  return leads.map((lead) => Int16Array.from({ length }, (_, index) => Math.round(value(lead, index) * 1000)));
}
