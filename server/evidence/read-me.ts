import { evidenceName } from '../pki/evidence-signer.ts';

/**
 * LISEZ-MOI.txt: how somebody without Passerelle verifies the archive with openssl and sha256sum. Lines that begin with `$ ` are to be run in
 * order; a test runs them literally. `signedAt` is the moment at which the signer’s certificate must be in force.
 */
export function toReadMe(hospital: string, signedAt: Date): string {
  return `DOSSIER DE PREUVE DE ${hospital.toUpperCase()} : COMMENT LE VÉRIFIER SANS PASSERELLE

Il faut unzip, sha256sum et openssl (1.1.1 ou plus récent) : Linux, macOS, ou Git Bash sous Windows.
Extrayez l'archive dans un dossier vide et ouvrez-y un terminal. Exécutez, dans l'ordre, les lignes qui
commencent par « $ » (sans ce signe). Si une seule échoue, le dossier n'est pas authentique ou pas complet.

1. Aucun fichier n'est changé, ne manque ni n'est ajouté. Chaque ligne répond OK :
$ sha256sum --check --strict MANIFESTE.sha256
$ test "$(find . ! -type d | wc -l)" -eq "$(($(wc -l < MANIFESTE.sha256) + 2))"

2. L'autorité de l'hôpital a certifié la clé qui a signé. Réponse : signataire.pem: OK
$ openssl verify -attime ${Math.floor(signedAt.getTime() / 1000)} -CAfile racine.pem -untrusted etablissement.pem signataire.pem
$ openssl x509 -in signataire.pem -noout -subject | grep -qE 'CN ?= ?${evidenceName}$'

3. Cette clé a signé la liste des fichiers. Réponse : Verified OK
$ openssl x509 -in signataire.pem -noout -pubkey | openssl dgst -sha256 -verify /dev/stdin -signature MANIFESTE.sig MANIFESTE.sha256

4. Cette autorité est bien celle de l'hôpital. L'empreinte SHA-256 de son certificat vous est donnée par l'hôpital
   par une autre voie (elle figure sur ses courriers d'accès) : EMPREINTE='AB:CD:…'
$ openssl x509 -in racine.pem -noout -fingerprint -sha256 | grep -qi "=$EMPREINTE$"

Ce qu'il contient : resume.pdf (à lire d'abord), dossier.json (liens, formulaires, faits, litiges), trace.jsonl (chaque accès
enregistré ; hash = SHA-256 de « previous » en binaire suivi de « body » en UTF-8, à rapprocher des têtes de chaîne imprimées
chaque jour), documents-vus.csv (identifiant, version, empreinte, moment), formulaires et scans en PDF.
`;
}
