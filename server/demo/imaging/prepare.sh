#!/usr/bin/env bash
# Makes the files of this folder again from the unpacked test data (see ../ATTRIBUTION.md).
# Usage: prepare.sh <unpacked test data>. Needs dcmtk. Pixels are only compressed without loss; every
# private tag, every sequence and whatever names a person, a place, a date or an instance is dropped:
# the feed gives each file its fictitious identity.
set -euo pipefail
data=$1
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

neutral() { # neutral <file>: what the feed writes itself or nobody needs goes.
  dcmodify -nb -imt -ep \
    -ea '(0008,0012)' -ea '(0008,0013)' -ea '(0008,0020)' -ea '(0008,0021)' -ea '(0008,0022)' -ea '(0008,0023)' \
    -ea '(0008,0024)' -ea '(0008,0025)' -ea '(0008,002a)' -ea '(0008,0030)' -ea '(0008,0031)' -ea '(0008,0032)' \
    -ea '(0008,0033)' -ea '(0008,0050)' -ea '(0008,0080)' -ea '(0008,0081)' -ea '(0008,0090)' -ea '(0008,1010)' \
    -ea '(0008,1030)' -ea '(0008,103e)' -ea '(0008,1040)' -ea '(0008,1140)' -ea '(0008,2112)' -ea '(0008,1032)' \
    -ea '(0010,0010)' -ea '(0010,0020)' -ea '(0010,0030)' -ea '(0010,0040)' -ea '(0010,1010)' -ea '(0010,1030)' \
    -ea '(0010,21d0)' -ea '(0012,0062)' -ea '(0012,0063)' -ea '(0018,0015)' -ea '(0018,1000)' -ea '(0020,0010)' -ea '(0020,0011)' \
    -ea '(0020,0012)' -ea '(0020,1040)' -ea '(0028,0303)' -ea '(0032,1060)' -ea '(0038,0020)' -ea '(0040,0002)' -ea '(0040,0004)' \
    -ea '(0040,0244)' -ea '(0040,0245)' -ea '(0040,0253)' -ea '(0040,0254)' -ea '(0040,2016)' -ea '(0040,2017)' \
    -ea '(0040,a075)' -ea '(0040,a123)' -ea '(0070,0084)' -ea '(0088,0140)' "$1"
}

number() { dcmdump +P 0020,0013 "$1" | sed -E 's/.*\[([0-9]+)\].*/\1/'; }

convert() { # convert <folder> <prefix> <odd> <pixel bytes>: every second slice, those whose number is odd (1) or even (0).
  local name n
  for source in "$data/dicom/series/$1"/*; do
    case $source in *.md) continue ;; esac
    dcmdump +P 0028,0010 "$source" | grep -q ' US 512 ' || continue
    n=$(number "$source")
    (( n % 2 == $3 )) || continue
    name=$(printf '%s-%03d.dcm' "$2" "$n")
    dcmcjpls "$source" "$work/$name"
    neutral "$work/$name"
    mv "$work/$name" "$here/$name"
    # The pixels end each of the originals, uncompressed: their hash is what decoding must give again.
    printf '%s\t%s\t%s\t%s\n' "$name" "dicom/series/$1/$(basename "$source")" "$(sha256sum < "$source" | cut -c1-64)" \
      "$(tail -c "$4" "$source" | sha256sum | cut -c1-64)" >> "$here/SOURCES.tsv"
  done
}

printf 'file\toriginal\toriginal sha256\tpixels sha256\n' > "$here/SOURCES.tsv"
rm -f "$here"/*.dcm
convert ct-abdomen-upper-150 ct-thorax 1 524288
convert mr-brain-axial-55 mr-brain 0 393216
head -n 1 "$here/SOURCES.tsv" > "$work/sorted"
tail -n +2 "$here/SOURCES.tsv" | sort >> "$work/sorted"
mv "$work/sorted" "$here/SOURCES.tsv"
