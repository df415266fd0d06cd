/** XMLHttpRequest for Node; only what the tests use of it. */
declare module 'xhr2' {
  export default class XMLHttpRequest {
    /** What every later request is sent with. */
    static nodejsSet(options: { httpsAgent: import('node:https').Agent }): void;
  }
}
