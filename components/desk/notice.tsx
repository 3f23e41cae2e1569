/** A page of the desk that has nothing to show, and says why. */
export function Notice({ title, words }: { readonly title: string; readonly words: string }) {
  return (
    <section className="py-14">
      <h1 className="title">{title}</h1>
      <p className="lede mt-4">{words}</p>
    </section>
  );
}
