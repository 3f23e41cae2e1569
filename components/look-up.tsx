export interface LookUpView {
  readonly title: string;
  readonly hint: string;
  readonly action: string;
  readonly placeholder: string;
  readonly button: string;
}

/** "Is my address blocked?": a form that works without scripts. `value` is what was asked, `fault` what was wrong with it. */
export function LookUp({
  view,
  value,
  fault,
}: {
  readonly view: LookUpView;
  readonly value?: string;
  readonly fault?: string;
}) {
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
        aria-invalid={fault === undefined ? undefined : true}
        aria-describedby={fault === undefined ? undefined : "look-up-fault"}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        className="h-11 min-w-0 flex-1 rounded-md border border-edge bg-card px-3.5 placeholder:text-dim"
      />
      <button
        type="submit"
        className="h-11 rounded-md bg-ink px-5 font-semibold text-[0.9375rem] text-paper hover:bg-ink/85"
      >
        {view.button}
      </button>
    </form>
  );
}
