/**
 * First names that are frequent in Guatemala, its neighbours and among those who write in English, folded. They
 * make "soy juan perez" and "SOY JUAN PEREZ" evident, where capitals tell nothing. Names that are also common words
 * (rosa, luz, salvador, esperanza, mark) are left out on purpose.
 */
export const FIRST_NAMES: ReadonlySet<string> = new Set(
  (
    'jose juan luis carlos jorge miguel pedro francisco antonio manuel mario marco marcos oscar edgar edwin walter ' +
    'wilmer kevin brandon erick erik hector hugo cesar sergio rene raul julio roberto ricardo fernando rafael diego ' +
    'david daniel alejandro andres alberto alfredo armando arturo byron rony selvin elmer gerson josue moises samuel ' +
    'saul estuardo otto wilson henry jonathan christian cristian pablo santiago sebastian gabriel jaime ernesto ' +
    'enrique eduardo esteban emilio felipe guillermo gustavo ignacio javier joaquin leonardo lorenzo mauricio nelson ' +
    'nestor omar orlando ramon rodolfo rodrigo ruben tomas vicente victor william mynor melvin marvin oswaldo osvaldo ' +
    'maria ana juana marta martha carmen sandra claudia patricia karla carla sonia silvia lucia lesly lesbia brenda ' +
    'wendy jessica jennifer karen katherine evelyn ingrid glenda heidy irma julia laura lorena leticia luisa magdalena ' +
    'margarita marina marisol marlen mayra miriam monica nancy norma olga paola rebeca rocio ruth sara sarah sofia ' +
    'susana teresa vanessa vilma veronica yesenia yolanda zoila andrea alejandra adriana angela angelica araceli aura ' +
    'beatriz catalina cecilia cristina daniela diana dina dora edith elena elizabeth elsa elvira emma erika ester eva ' +
    'fatima floridalma gabriela gladys graciela guadalupe isabel john james robert michael mary anna peter joseph ' +
    'thomas charles paul george kenneth steven brian linda susan lisa nancy betty'
  ).split(' '),
);
