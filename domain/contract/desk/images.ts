import { z } from "zod";
import type { MediaType, Operation } from "@/domain/contract/operation";
import { NoQuery, write } from "@/domain/contract/operation";
import { deskWrite } from "./operation";

/** What an image may come as; what it is, its bytes tell. */
export const imageTypes = [
  "image/png",
  "image/jpeg",
  "image/webp",
  "image/gif",
  "image/avif",
] as const satisfies readonly MediaType[];
export const IMAGE_LIMIT_BYTES = 10 * 1_024 * 1_024;

/** Where an image stands, to be named in a text. */
export const ImageAnswer = z.object({ name: z.string(), url: z.string(), width: z.int(), height: z.int() });
export type ImageAnswer = z.infer<typeof ImageAnswer>;

export const addImageOperation = write({
  id: "addImage",
  group: "The desk",
  method: "POST",
  path: "/api/desk/images",
  summary: "Stores an image for texts to show; the body is its bytes",
  scope: "incidents:write",
  body: { schema: z.unknown(), limitBytes: IMAGE_LIMIT_BYTES, mediaTypes: imageTypes, example: null },
  answers: { 201: { description: "Stored, or there already.", body: ImageAnswer } },
  problems: { 409: ["image_removed"], 422: ["not_an_image", "too_many_pixels"] },
});

export const removeImageOperation = deskWrite({
  id: "removeImage",
  method: "DELETE",
  path: "/api/desk/images/{name}",
  summary: "Takes an image away, wherever it is shown",
  body: null,
  answers: { 204: { description: "Gone.", body: null } },
  problems: { 404: ["not_found"] },
});

export const imagesOperations: readonly Operation[] = [addImageOperation, removeImageOperation];

/** How readers get an image. */
export const getImageOperation: Operation = {
  id: "getImage",
  group: "The desk",
  method: "GET",
  path: "/images/{name}",
  summary: "The bytes of an image, which never change",
  scope: null,
  isPublic: true,
  query: NoQuery,
  body: null,
  headers: {},
  answers: { 200: { description: "As asked.", body: "image/png" } },
  problems: { 404: ["not_found"], 410: ["image_removed"] },
};
