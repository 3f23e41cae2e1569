import type { Metadata } from "next";
import { Frame } from "@/app/frame";
import { metadataOf } from "@/app/metadata";
import { readerOf } from "@/app/reader";
import { Section } from "@/components/section";
import type { Group } from "./description";
import { description, groups } from "./description";
import { SchemaFields } from "./fields";
import { OperationName, OperationSection } from "./operation";
import { Prose } from "./prose";

export async function generateMetadata(): Promise<Metadata> {
  const reader = await readerOf();
  const title = reader.t("page.api");
  return metadataOf({ path: "/docs/api", title, description: title }, reader);
}

/** The description of the API, drawn: every operation with its parameters, bodies, answers and an example. In English. */
export default async function ApiPage() {
  const reader = await readerOf();
  return (
    <Frame reader={reader} path="/docs/api">
      <h1 className="title mt-10">{reader.t("page.api")}</h1>
      <article lang="en" className="[&_code]:font-mono [&_code]:text-[0.92em]">
        <p className="lede mt-4">
          What these pages show can be read as JSON by anybody, and told by those who hold a token. In the examples{" "}
          <code>$VIGIE</code> stands for the address of this site and <code>$TOKEN</code> for a token. A refusal is a{" "}
          <a href="#schema-Problem" className="underline">
            Problem
          </a>{" "}
          with a stable code. For machines:{" "}
          <a href="/api/v1/openapi.json" className="underline">
            openapi.json
          </a>
          .
        </p>
        <Contents />
        {groups.map((group) => (
          <Section key={group.id} id={group.id} title={group.name}>
            {group.name === "Feeds" ? (
              <Feeds group={group} />
            ) : (
              group.operations.map((props) => <OperationSection key={props.operation.operationId} {...props} />)
            )}
          </Section>
        ))}
        <Section id="schemas" title="Bodies and answers">
          {Object.entries(description.components.schemas).map(([name, schema]) => (
            <div key={name} className="mt-8">
              <h3 id={`schema-${name}`} className="subheading">
                {name}
              </h3>
              <SchemaFields schema={schema} />
            </div>
          ))}
        </Section>
      </article>
    </Frame>
  );
}

function Contents() {
  return (
    <nav aria-label="Contents" className="small mt-8 gap-10 sm:columns-2 lg:columns-3">
      {groups.map(({ name, id, operations }) => (
        <div key={id} className="mb-4 break-inside-avoid">
          <a href={`#${id}`} className="inline-block py-0.5 font-semibold hover:underline">
            {name}
          </a>
          <ul>
            {operations.map(({ operation: { operationId, summary } }) => (
              <li key={operationId}>
                <a href={`#${operationId}`} className="inline-block py-0.5 hover:underline">
                  <Prose text={summary} />
                </a>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </nav>
  );
}

/** Feeds take nothing and answer alike: a line each. */
function Feeds({ group }: { readonly group: Group }) {
  return (
    <ul>
      {group.operations.map((props) => (
        <li key={props.operation.operationId} id={props.operation.operationId} className="py-1.5">
          <OperationName {...props} />
          <span className="small block text-dim">{props.operation.summary}</span>
        </li>
      ))}
    </ul>
  );
}
