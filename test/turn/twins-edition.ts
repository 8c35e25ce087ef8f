import { buildIndex } from '../../src/retrieval/index.ts';
import type { Edition } from '../../src/turn/index.ts';

const IDS = ['norte', 'centro', 'sur'];

/** An edition whose three entries are asked for in the same words: whoever asks so must say which one is meant. */
export function twinsEdition(): Edition {
  const questions = [
    'biblioteca municipal',
    'horario de la biblioteca municipal',
    'biblioteca municipal abierta',
  ];
  return {
    id: `sha256:${'0'.repeat(64)}`,
    documents: [
      {
        id: 'bibliotecas',
        title: { es: 'BIBLIOTECAS', en: 'LIBRARIES' },
        shortTitle: { es: 'Bibliotecas', en: 'Libraries' },
        issuer: { es: 'Municipalidad', en: 'Town hall' },
        issued: '2020-02-29',
        legalBasis: { es: 'Acuerdo 1', en: 'Order 1' },
        entries: IDS.map(id => ({
          id,
          document: 'bibliotecas',
          section: { es: 'Bibliotecas', en: 'Libraries' },
          title: { es: `Biblioteca ${id}`, en: `Library ${id}` },
          label: { es: id, en: id },
          facets: [],
          text: { es: `La biblioteca ${id} abre a diario.`, en: `The ${id} library opens daily.` },
          children: [],
        })),
      },
    ],
    glossary: [],
    institutions: [],
    index: buildIndex(
      IDS.map(id => ({ id, lang: 'es', questions })),
      { train: false },
    ),
  };
}
