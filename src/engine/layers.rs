//! What models are made of: each layer holds its weights and runs on rows `[words][width]`, knowing no model.

mod apart;
mod attention;
mod embedding;
mod linear;
mod memory;
mod norm;
mod product;
mod rounded;

pub(crate) use apart::{Apart, large};
pub(crate) use attention::{Attention, Turns};
pub(crate) use embedding::Embedding;
pub(crate) use linear::{Bytes, Linear, Quantised};
pub(crate) use memory::{Memory, Room};
pub(crate) use norm::Norm;
pub(crate) use product::{Dense, Product, Slate};
