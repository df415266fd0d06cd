/**
 * cornerstone 5.14 builds an offscreen WebGL window for every planar viewport, even one that draws on the processor, and throws where
 * there is no WebGL. This gives every canvas that asks for WebGL a context that answers everything and draws nothing: where the processor
 * draws, a real one would only cost the start of a software renderer.
 */
export function installNullWebGl(): void {
  const original = HTMLCanvasElement.prototype.getContext;
  const contexts = new WeakMap<HTMLCanvasElement, object>();
  const patched = function (this: HTMLCanvasElement, ...call: Parameters<typeof original>): RenderingContext | null {
    if (!/webgl/.test(String(call[0]))) return Reflect.apply(original, this, call);
    const known = contexts.get(this) ?? nullContext(this);
    contexts.set(this, known);
    return known as unknown as RenderingContext;
  };
  Object.defineProperty(HTMLCanvasElement.prototype, 'getContext', {
    value: patched,
    configurable: true,
    writable: true,
  });
}

function nullContext(canvas: HTMLCanvasElement): object {
  const members = new Map<string, unknown>();
  return new Proxy(
    { canvas },
    {
      get(target, name): unknown {
        if (typeof name !== 'string') return undefined;
        if (name === 'canvas') return target.canvas;
        if (name === 'drawingBufferWidth') return canvas.width;
        if (name === 'drawingBufferHeight') return canvas.height;
        if (!members.has(name)) members.set(name, toMember(name));
        return members.get(name);
      },
    },
  );
}

function toMember(name: string): unknown {
  if (/^[A-Z0-9_]+$/.test(name)) {
    const constant: unknown =
      typeof WebGL2RenderingContext === 'undefined' ? undefined : Reflect.get(WebGL2RenderingContext, name);
    return typeof constant === 'number' ? constant : 0;
  }
  const answer = toAnswer(name);
  return () => answer;
}

function toAnswer(name: string): unknown {
  if (/^create|^getUniformLocation|^getContextAttributes/.test(name)) return {};
  if (name.startsWith('is')) return false;
  if (name === 'getShaderParameter' || name === 'getProgramParameter') return 1;
  if (name === 'checkFramebufferStatus') return 36_053;
  if (name === 'getParameter') return 8192;
  if (name === 'getError' || name === 'getAttribLocation') return 0;
  if (name === 'getShaderPrecisionFormat') return { precision: 23, rangeMin: 127, rangeMax: 127 };
  if (name === 'getSupportedExtensions') return [];
  return /InfoLog/.test(name) ? '' : null;
}
