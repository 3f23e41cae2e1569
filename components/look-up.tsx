export interface LookUpView {
  readonly title: string;
  readonly hint: string;
  readonly action: string;
  readonly placeholder: string;
  readonly button: string;
}

interface Props {
  readonly view: LookUpView;
  /** What was asked before. */
  readonly value?: string | undefined;
}

/** "Is my address blocked?": a form that works without scripts. */
export function LookUp({ view, value }: Props) {
  return (
    <form action={view.action} method="get" className="flex max-w-md gap-2">
      <input
        name="ip"
        type="text"
        required
        maxLength={64}
        defaultValue={value}
        placeholder={view.placeholder}
        aria-label={view.title}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        className="h-11 min-w-0 flex-1 rounded-md border border-edge bg-card px-3.5 placeholder:text-dim"
      />
      <button
        type="submit"
        className="h-11 rounded-md bg-ink px-5 font-semibold text-[0.9375rem] text-paper hover:opacity-85"
      >
        {view.button}
      </button>
    </form>
  );
}
