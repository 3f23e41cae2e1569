import type { Schema } from "./description";
import type { Field, TypeWords } from "./schema-words";
import { fieldsOf } from "./schema-words";

/** A type, with a link where it is described further down. */
export function TypeName({ type: { text, reference } }: { readonly type: TypeWords }) {
  if (reference === null) return <code>{text}</code>;
  return (
    <>
      {text === "" ? null : <code>{text} </code>}
      <a href={`#schema-${reference}`} className="underline">
        {reference}
      </a>
    </>
  );
}

/** Fields with their types; those that must be given say so. */
export function FieldTable({ fields, caption }: { readonly fields: readonly Field[]; readonly caption: string }) {
  return (
    <div className="mt-4">
      <table className="small w-full border-collapse text-left [&_code]:wrap-anywhere [&_td]:align-top [&_th]:align-top">
        <caption className="text-left text-dim">{caption}</caption>
        <thead className="sr-only">
          <tr>
            <th scope="col">Name</th>
            <th scope="col">Type</th>
            <th scope="col">What it is</th>
          </tr>
        </thead>
        <tbody>
          {fields.map(({ name, type, isRequired, about }) => (
            <tr key={name} className="border-rule border-b">
              <th scope="row" className="w-1/4 py-1.5 pr-4 font-normal">
                <code>{name}</code>
                {isRequired ? <span className="tiny text-dim"> required</span> : null}
              </th>
              <td className="w-1/4 py-1.5 pr-4">
                <TypeName type={type} />
              </td>
              <td className="py-1.5">{about}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** A schema by its fields; where it is one of several shapes, each in a table of its own. */
export function SchemaFields({ schema }: { readonly schema: Schema }) {
  const variants = schema.oneOf ?? schema.anyOf ?? [schema];
  return variants.map((variant) => {
    const constants = Object.entries(variant.properties ?? {}).filter(([, { enum: values }]) => values?.length === 1);
    const caption = constants.map(([name, { enum: values }]) => `${name} is ${JSON.stringify(values?.[0])}`).join(", ");
    return (
      <FieldTable key={caption} fields={fieldsOf(variant)} caption={caption === "" ? "Fields" : `Where ${caption}`} />
    );
  });
}
