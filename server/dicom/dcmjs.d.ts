/** The one part of dcmjs that is used: its dictionary of PS3.6, by `(gggg,eeee)`. */
declare module 'dcmjs' {
  const dcmjs: {
    readonly data: {
      readonly DicomMetaDictionary: {
        readonly dictionary: Readonly<Record<string, { readonly vr: string; readonly name: string } | undefined>>;
      };
    };
  };
  export default dcmjs;
}
