import type { Row } from '../../src/retrieval/index.ts';

/** A collection that has nothing to do with the institute: what people ask a town's public library. */
export const LIBRARY_FAQ: Row[] = [
  {
    id: 'card',
    lang: 'es',
    title: 'Carné de lector',
    text: 'El carné de lector se entrega gratis a todo vecino con un recibo de luz.',
    questions: ['¿cómo saco mi carné?', 'quiero hacerme socio', 'necesito carné para entrar'],
  },
  {
    id: 'card',
    lang: 'en',
    title: 'Reader card',
    text: 'A reader card is given free of charge to every resident who brings an electricity bill.',
    questions: ['how do I get a card?', 'become a member', 'do I need a card to come in'],
  },
  {
    id: 'loan',
    lang: 'es',
    title: 'Préstamo de libros',
    text: 'Cada lector puede llevarse tres libros durante dos semanas.',
    questions: ['¿cuántos libros puedo llevarme?', 'prestar novelas', '¿por cuántos días es el préstamo?'],
  },
  {
    id: 'loan',
    lang: 'en',
    title: 'Borrowing books',
    text: 'Each reader may borrow three books for two weeks.',
    questions: ['how many books can I borrow?', 'borrow novels', 'for how many days is a loan'],
  },
  {
    id: 'fine',
    lang: 'es',
    title: 'Multas por retraso',
    text: 'Por cada día de retraso se cobra una multa de un quetzal.',
    questions: ['devolví tarde, ¿hay multa?', '¿qué pasa si me atraso?', 'multa por libro perdido'],
  },
  {
    id: 'fine',
    lang: 'en',
    title: 'Late fines',
    text: 'A fine of one quetzal is charged for every day of delay.',
    questions: ['I returned it late, is there a fine?', 'what if I am overdue', 'fine for a lost book'],
  },
  {
    id: 'rooms',
    lang: 'es',
    title: 'Salas de estudio',
    text: 'Las salas de estudio se reservan en el mostrador.',
    questions: [
      '¿puedo reservar una sala?',
      'lugar silencioso para estudiar',
      'reservación de sala de estudio',
    ],
  },
  {
    id: 'rooms',
    lang: 'en',
    title: 'Study rooms',
    text: 'Study rooms are reserved at the counter.',
    questions: ['can I reserve a room?', 'quiet place to study', 'study room reservation'],
  },
];

/** The ids in it. */
export const LIBRARY_IDS = ['card', 'loan', 'fine', 'rooms'];
