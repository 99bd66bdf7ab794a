import type { Details } from "../../core/engine/api";
import { treeModel, type TreeModel } from "./tree-model";

const models = new WeakMap<Details, TreeModel>();

/** The tree of a packet's details, worked out once. */
export function modelOf(details: Details): TreeModel {
  let model = models.get(details);
  if (model === undefined) {
    model = treeModel(details);
    models.set(details, model);
  }
  return model;
}
