/** How images are drawn here, decided once per window and never by the user. */
export interface RenderPath {
  readonly path: 'gpu' | 'cpu';
  /** False where the PC has no WebGL at all: cornerstone then needs `installNullWebGl`. */
  readonly webGl: boolean;
  /** The renderer's own name, for the helpdesk's diagnostics. */
  readonly renderer: string;
}

/** Names under which browsers run WebGL on the processor: slower there than drawing on the processor directly. */
const software =
  /swiftshader|llvmpipe|softpipe|software|basic render|lavapipe|swrast|virgl|vmware|svga3d|parallels|gdi generic/i;

/** Software by its name. */
export function isSoftwareRenderer(renderer: string): boolean {
  return renderer === '' || software.test(renderer);
}

/** Asks for a WebGL 2 context, reads who draws, and gives the context back at once. */
export function chooseRenderPath(): RenderPath {
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('webgl2', { failIfMajorPerformanceCaveat: false });
  if (!context) return { path: 'cpu', webGl: false, renderer: 'none' };
  const info = context.getExtension('WEBGL_debug_renderer_info');
  const renderer = String(context.getParameter(info ? info.UNMASKED_RENDERER_WEBGL : context.RENDERER) ?? '');
  context.getExtension('WEBGL_lose_context')?.loseContext();
  return { path: isSoftwareRenderer(renderer) ? 'cpu' : 'gpu', webGl: true, renderer };
}
