/** One fault of what was sent; `path` is a JSON Pointer into it. */
export interface FieldFault {
  readonly path: string;
  readonly code: string;
  readonly detail: string;
}

/** What the server answered instead of doing what it was asked, or (status 0) that it did not answer. */
export class Refusal extends Error {
  override readonly name = "Refusal";
  readonly status: number;
  /** As in the API's problems; `network` where no answer came. */
  readonly code: string;
  readonly errors: readonly FieldFault[];
  /** The problem document's other members. */
  readonly members: Readonly<Record<string, unknown>>;

  constructor(
    status: number,
    code: string,
    detail: string,
    errors: readonly FieldFault[] = [],
    members: Readonly<Record<string, unknown>> = {},
  ) {
    super(detail);
    this.status = status;
    this.code = code;
    this.errors = errors;
    this.members = members;
  }

  /** The fault of a field, by its JSON Pointer; undefined: none. */
  faultAt(path: string): FieldFault | undefined {
    return this.errors.find((fault) => fault.path === path);
  }
}
