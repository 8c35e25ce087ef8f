/** Keeps what a person reads where it is, and shows what is new when they have read to the end. */
export interface Scroll {
  /** Something was put into the log. Own messages and the first lines of an answer come into view, never its end. */
  added(bubble: HTMLElement, isOwn: boolean): void;
  /** Something below the log has appeared: stays at the end if the person is there. */
  follow(): void;
  /** Goes to the newest message. */
  toNewest(): void;
}

/** So close to the end counts as the end, in CSS pixels. */
const NEAR = 80;

/**
 * `log` scrolls by itself; in a window that is very low (400 % zoom) the whole panel does. `onUnseen`: something new
 * is out of view, or is not any more.
 */
export function createScroll(
  log: HTMLElement,
  panel: HTMLElement,
  onUnseen: (isUnseen: boolean) => void,
): Scroll {
  let newest: HTMLElement | null = null;
  let atEnd = true;
  /** What the next frame shows. Only then is anything measured: a message costs one layout, not one a question. */
  let next: (() => void) | null = null;
  const scroller = () => (getComputedStyle(log).overflowY === 'visible' ? panel : log);

  function inNextFrame(show: () => void): void {
    if (next === null) {
      requestAnimationFrame(() => {
        next?.();
        next = null;
      });
    }
    next = show;
  }

  function show(bubble: HTMLElement): void {
    const box = scroller();
    const top = bubble.getBoundingClientRect().top - box.getBoundingClientRect().top;
    box.scrollTop += top - 8;
    onUnseen(false);
    // At once, not when the browser tells of the scrolling: an answer may come before that.
    look();
  }

  function look(): void {
    const { scrollTop, scrollHeight, clientHeight } = scroller();
    atEnd = scrollHeight - scrollTop - clientHeight < NEAR;
    if (atEnd) onUnseen(false);
  }
  for (const box of [log, panel]) box.addEventListener('scroll', look, { passive: true });

  return {
    added(bubble, isOwn) {
      // The question that an answer follows directly comes into view with it.
      const first = !isOwn && newest?.classList.contains('own') ? newest : bubble;
      newest = bubble;
      if (isOwn || atEnd) inNextFrame(() => show(first));
      else onUnseen(true);
    },
    follow() {
      if (atEnd && next === null) {
        inNextFrame(() => {
          const box = scroller();
          box.scrollTop = box.scrollHeight;
        });
      }
    },
    toNewest() {
      if (newest) show(newest);
    },
  };
}
