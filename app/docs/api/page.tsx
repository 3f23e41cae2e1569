import type { Metadata } from "next";
import { Frame } from "@/app/frame";
import { metadataOf } from "@/app/metadata";
import { readerOf } from "@/app/reader";
import { description } from "./description";
import styles from "./docs.module.css";
import { SchemaFields } from "./fields";
import { OperationSection } from "./operation";

export async function generateMetadata(): Promise<Metadata> {
  const reader = await readerOf();
  const title = reader.t("page.api");
  return metadataOf({ path: "/docs/api", title, description: title }, reader);
}

/** The description of the API, drawn: every operation with its parameters, bodies, answers and an example. In English. */
export default async function ApiPage() {
  return (
    <Frame reader={await readerOf()} path="/docs/api">
      <ApiDescription />
    </Frame>
  );
}

function ApiDescription() {
  const operations = Object.entries(description.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  );
  const groups = description.tags.map(({ name }) => ({
    name,
    id: name.toLowerCase().replaceAll(" ", "-"),
    operations: operations.filter(({ operation }) => operation.tags.includes(name)),
  }));
  return (
    <article className={styles.docs} lang="en">
      <h1>API</h1>
      <p>
        What this page shows can be read as JSON by anybody, and told to it by those who hold a token. For machines:{" "}
        <a href="/api/v1/openapi.json">openapi.json</a> (OpenAPI 3.1). In the examples, <code>$VIGIE</code> stands for
        the address of this site, <code>$TOKEN</code> for a token. Instants are RFC 3339. A refusal is a{" "}
        <a href="#schema-Problem">Problem</a> with a stable code.
      </p>
      <nav aria-label="Contents">
        <ul className={styles.contents}>
          {groups.map(({ name, id, operations: own }) => (
            <li key={id}>
              <a href={`#${id}`}>{name}</a>
              <ul>
                {own.map(({ operation }) => (
                  <li key={operation.operationId}>
                    <a href={`#${operation.operationId}`}>{operation.summary}</a>
                  </li>
                ))}
              </ul>
            </li>
          ))}
        </ul>
      </nav>
      {groups.map(({ name, id, operations: own }) => (
        <section key={id} aria-labelledby={id}>
          <h2 id={id}>{name}</h2>
          {own.map((props) => (
            <OperationSection key={props.operation.operationId} {...props} />
          ))}
        </section>
      ))}
      <section aria-labelledby="schemas">
        <h2 id="schemas">Bodies and answers</h2>
        {Object.entries(description.components.schemas).map(([name, schema]) => (
          <section key={name} aria-labelledby={`schema-${name}`}>
            <h3 id={`schema-${name}`}>{name}</h3>
            <SchemaFields schema={schema} />
          </section>
        ))}
      </section>
    </article>
  );
}
