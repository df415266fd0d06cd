/** Scheme, host and origin of the app's own pages: code and wasm only, no data ever travels over it. */
export const appScheme = 'app';
export const appHost = 'passerelle';
export const appOrigin = `${appScheme}://${appHost}`;
