import { screen, type BrowserWindow } from 'electron/main';

/** One monitor; the numbers are the system's. */
export interface Monitor {
  readonly id: number;
  readonly area: { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
}

/** The monitors of this PC. */
export interface Screens {
  list(): readonly Monitor[];
  /** The monitor on which the main window stands. */
  main(): number;
  /** A monitor came, went or moved, or the main window did. Returns the undo. */
  onChange(listener: () => void): () => void;
}

/** The system's own monitors. */
export function openScreens(window: BrowserWindow): Screens {
  return {
    list: () => screen.getAllDisplays().map(({ id, workArea }) => ({ id, area: workArea })),
    // A window that has just closed stood somewhere, and stands nowhere now.
    main: () => (window.isDestroyed() ? screen.getPrimaryDisplay() : screen.getDisplayMatching(window.getBounds())).id,
    onChange(listener) {
      screen.on('display-added', listener);
      screen.on('display-removed', listener);
      screen.on('display-metrics-changed', listener);
      window.on('moved', listener);
      return () => {
        screen.off('display-added', listener);
        screen.off('display-removed', listener);
        screen.off('display-metrics-changed', listener);
        if (!window.isDestroyed()) window.off('moved', listener);
      };
    },
  };
}
