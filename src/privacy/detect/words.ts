/**
 * Words that tell what a number is: folded (lower case, no accents), as sources of regular expressions. Each list
 * is a plain alternation, so that matching stays linear.
 */
const word = (alternatives: string) => `(?<![\\p{L}\\p{N}])(?:${alternatives})(?![\\p{L}\\p{N}])`;

export const MONTH =
  '(?:enero|ene|january|jan|febrero|february|feb|marzo|march|mar|abril|abr|april|apr|mayo|may|junio|june|jun|' +
  'julio|july|jul|agosto|ago|august|aug|septiembre|setiembre|september|sept|sep|set|octubre|october|oct|' +
  'noviembre|november|nov|diciembre|december|dic|dec)(?![\\p{L}])';

/** Before a number of a law: "Decreto 44-2016", "Acuerdo Gubernativo No. 83-2017". */
export const LAW =
  '(?:decretos?|acuerdos?|ley|leyes|resolucion|resoluciones|reglamentos?|convenios?|circular|decree|agreement|law|act)' +
  '(?:\\s(?:ley|gubernativos?|legislativos?|ministerial(?:es)?|de|del?|congreso|la|autoridad|migratoria|nacional|igm|' +
  'government(?:al)?|legislative)){0,5}\\s{0,2}(?:(?:no|nro|num|numeros?|number|n[º°])\\s?\\.?\\s?)?';

/** Before a number that is a place in a text: "artículo 10, numeral 05". */
export const CITED = word(
  'articulos?|arts?|numeral(?:es)?|incisos?|literal(?:es)?|parrafos?|articles?|sections?|paragraphs?|paginas?|pags?|' +
    'pages?|capitulos?|chapters?|objetivos?|objectives?|puntos?|opciones|opcion|options?|zonas?|lineas?|lines?',
);

/** After an amount: what is counted. */
export const COUNTED = word(
  'quetzal(?:es)?|qtz|gtq|dolar(?:es)?|dollars?|usd|bucks|pesos?|mxn|lempiras?|hnl|colones|euros?|eur|reales|' +
    'centavos|cents|personas?|people|persons?|habitantes|inhabitants|migrantes|migrants?|inmigrantes|immigrants?|' +
    'emigrantes|extranjer[oa]s|foreigners|guatemaltec[oa]s|guatemalans|ciudadan[oa]s|citizens|refugiad[oa]s|refugees|' +
    'deportad[oa]s|deportees|retornad[oa]s|returnees|usuari[oa]s|users|turistas|tourists|viajeros|travell?ers|' +
    'ninos|ninas|ninez|children|kids|hijos|hijas|menores|minors|hombres|men|mujeres|women|familias|families|' +
    'estudiantes|students|empleados|employees|trabajador(?:es)?|workers|casos|cases|solicitudes|applications|' +
    'pasaportes|passports|visas|residencias|documentos|documents|libretas|millones|millon|mil|million|thousand|' +
    'anos|ano|years?|meses|months?|semanas|weeks?|dias|days?|horas|hours?|hrs|minutos|minutes?|mins?|segundos|seconds|' +
    'km|kms|kilometros|kilometers|miles|millas|metros|meters|kg|kilos|libras|pounds|hectareas|grados|degrees|' +
    'veces|times|paginas|pages|palabras|words|puntos|points|votos|votes|copias|copies|fotos|photos',
);

/** Before an amount. A letter alone counts only where it touches the number ("Q100", "L.250"). */
export const CURRENCY =
  '(?:[$€£¢₡]|(?<![\\p{L}\\p{N}])(?:q|qtz|gtq|usd|us|mxn|hnl|l|lps|c|eur)\\.?)\\s?[$]?\\s?';

/** Before a year, where the year is part of a sentence. */
export const IN_YEAR = word(
  `en|de|del|desde|hasta|ano|anos|in|since|until|till|year|from|to|before|after|antes|despues|entre|between|by|${MONTH}`,
);

/** What a number belongs to, if it is an identifier; the nearest word before the number decides. */
export const CONTEXT = new RegExp(
  '(?<![\\p{L}\\p{N}])(?:' +
    '(?<phone>tel|tels|telefonos?|telefonico|cel|cels|celular(?:es)?|movil|cell|cellphone|mobile|phones?|telephone|' +
    'whatsapp|whats|wasap|wasa|guasap|whatsap|wpp|wsp|wa|llama|llamar|llamame|llamen|llamenme|llamarme|marca|marcar|' +
    'marcame|call|text|sms|texteame|fax|telegram|signal)|' +
    '(?<cui>dpi|cui)|' +
    '(?<number>nit|rtu|ssn|social|cedula|carne|carnet|licencia|license|expediente|receipt|recibo|curp|rfc|dui|rtn|' +
    'boleta|folio|tramite|identidad)|' +
    '(?<passport>pas{1,2}[ae]?p[ou]r?te?s?|libreta|travel document)|' +
    '(?<alien>alien|anumber|a[- ]number|a#|numero a|uscis)|' +
    '(?<card>tarjetas?|cards?|mastercard|debito|credito|debit|credit)|' +
    '(?<account>cuentas?|account|iban|clabe|routing|bancaria|banco|bank)' +
    ')(?![\\p{L}])',
  'gu',
);
