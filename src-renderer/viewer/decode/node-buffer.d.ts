/** dicom-parser's declarations name Node's Buffer, which the window does not have: there every byte array is a Uint8Array. */
interface Buffer extends Uint8Array {}
