/** Keeps what a person reads where it is, and shows what is new when they have read to the end. */
export interface Scroll {
  /** Puts something into the log. Own messages and the first lines of an answer come into view, never its end. */
  adding(bubble: HTMLElement, isOwn: boolean, put: () => void): void;
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
  const scroller = () => (getComputedStyle(log).overflowY === 'visible' ? panel : log);
  const isAtEnd = () => {
    const { scrollTop, scrollHeight, clientHeight } = scroller();
    return scrollHeight - scrollTop - clientHeight < NEAR;
  };

  function show(bubble: HTMLElement): void {
    const box = scroller();
    const top = bubble.getBoundingClientRect().top - box.getBoundingClientRect().top;
    box.scrollTop += top - 8;
    onUnseen(false);
  }

  for (const box of [log, panel]) {
    box.addEventListener(
      'scroll',
      () => {
        if (isAtEnd()) onUnseen(false);
      },
      { passive: true },
    );
  }

  return {
    adding(bubble, isOwn, put) {
      const wasAtEnd = isAtEnd();
      put();
      newest = bubble;
      if (isOwn || wasAtEnd) show(previousOwn(bubble) ?? bubble);
      else onUnseen(true);
    },
    follow() {
      const box = scroller();
      if (isAtEnd()) box.scrollTop = box.scrollHeight;
    },
    toNewest() {
      if (newest) show(newest);
    },
  };
}

/** The question that an answer follows directly: both are shown, where they fit. */
function previousOwn(bubble: HTMLElement): HTMLElement | null {
  const before = bubble.previousElementSibling;
  return before instanceof HTMLElement && before.classList.contains('own') ? before : null;
}
