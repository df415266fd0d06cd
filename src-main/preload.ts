// Entry of the sandboxed preload; what it does stands where its own tsconfig reaches it.
import './preload/bridge.ts';
