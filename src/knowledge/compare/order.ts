/**
 * Which places of a list are out of order: all but those of a longest increasing run. Given the old place of each item
 * in its new order, these are the items that were moved. O(n log n).
 */
export function movedIn(places: readonly number[]): Set<number> {
  const ends: number[] = []; // index of the item that ends the best run of each length
  const before: number[] = [];
  places.forEach((place, i) => {
    let low = 0;
    let high = ends.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (places[ends[middle]!]! < place) low = middle + 1;
      else high = middle;
    }
    before[i] = low > 0 ? ends[low - 1]! : -1;
    ends[low] = i;
  });
  const moved = new Set(places.keys());
  for (let i = ends.at(-1) ?? -1; i >= 0; i = before[i]!) moved.delete(i);
  return moved;
}
