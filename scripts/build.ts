import { buildApp } from './build/build-app.ts';
import { root } from './check/step.ts';

await buildApp(root);
