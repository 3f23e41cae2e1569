import type { Schema } from "./description";
import styles from "./docs.module.css";
import type { Field, TypeWords } from "./schema-words";
import { fieldsOf } from "./schema-words";

/** A type, with a link where it is described further down. */
export function TypeName({ type: { text, reference } }: { readonly type: TypeWords }) {
  if (reference === null) return <code>{text}</code>;
  return (
    <>
      {text === "" ? null : <code>{text} </code>}
      <a href={`#schema-${reference}`}>{reference}</a>
    </>
  );
}

/** Fields with their types; those that must be given say so. */
export function FieldTable({ fields, caption }: { readonly fields: readonly Field[]; readonly caption: string }) {
  return (
    <div className={styles.scroll}>
      <table className={styles.table}>
        <caption>{caption}</caption>
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col">Type</th>
            <th scope="col">What it is</th>
          </tr>
        </thead>
        <tbody>
          {fields.map(({ name, type, isRequired, about }) => (
            <tr key={name}>
              <th scope="row">
                <code>{name}</code>
                {isRequired ? <span className={styles.required}> required</span> : null}
              </th>
              <td>
                <TypeName type={type} />
              </td>
              <td>{about}</td>
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
