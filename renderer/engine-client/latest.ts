/**
 * Asks for one thing at a time, and always for the newest wish: while a call is under way
 * further wishes replace each other, so that holding an arrow key down cannot build a queue.
 * `take` is only told of an answer that is still wished for.
 */
export class Latest<Wish, Answer> {
  #busy = false;
  #wish: { readonly value: Wish } | undefined;

  constructor(
    private readonly ask: (wish: Wish) => Promise<Answer>,
    private readonly take: (answer: Answer, wish: Wish) => void,
    private readonly fail: (error: Error, wish: Wish) => void,
  ) {}

  want(value: Wish): void {
    this.#wish = { value };
    if (!this.#busy) void this.#run();
  }

  /** Forgets the wish; an answer that is under way is thrown away. */
  drop(): void {
    this.#wish = undefined;
  }

  async #run(): Promise<void> {
    this.#busy = true;
    while (this.#wish !== undefined) {
      const wish = this.#wish;
      try {
        const answer = await this.ask(wish.value);
        if (this.#wish === wish) this.take(answer, wish.value);
      } catch (error) {
        if (this.#wish === wish) this.fail(error instanceof Error ? error : new Error(String(error)), wish.value);
      }
      if (this.#wish === wish) this.#wish = undefined;
    }
    this.#busy = false;
  }
}
