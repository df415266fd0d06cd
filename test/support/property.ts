import fc from 'fast-check';

/** The seed of every property of a run: the same from run to run, until `npm run properties` draws others. */
const PROPERTY_SEED = Number(process.env['PROPERTY_SEED'] ?? 20_261_122);

fc.configureGlobal({ seed: PROPERTY_SEED });

export { fc };
