//! `coercivity world hash|export DIR`.

use std::path::PathBuf;

use clap::Subcommand;
use serde_json::json;

use crate::answer::Answer;
use crate::args::Globals;
use crate::bundle_folder::export;
use crate::failure::{Failure, counted};
use crate::open_world::world_of;

/// What to do with the world.
#[derive(Clone, Debug, clap::Args)]
pub struct WorldRequest {
    /// What to do
    #[command(subcommand)]
    pub act: WorldAct,
}

/// The acts.
#[derive(Clone, Debug, Subcommand)]
pub enum WorldAct {
    /// Print the world's name and the SHA-256 of its texts
    Hash,
    /// Write the world's files into a new or empty folder, to edit and use with --data
    Export {
        /// The folder
        dir: PathBuf,
    },
}

/// Names the world, or writes a copy of it.
pub fn answer(globals: &Globals, request: &WorldRequest) -> Result<Answer, Failure> {
    let open = world_of(globals)?;
    let mut answer = match &request.act {
        WorldAct::Hash => {
            let count = open.bundle.files().count();
            let text = format!("{}\nsha256 {}  {}", open.name(), open.hash, counted(count, "file"));
            let json = json!({ "name": open.name(), "sha256": open.hash, "files": count });
            Answer::new("coercivity.world/1", text, json)
        }
        WorldAct::Export { dir } => {
            let count = export(&open.bundle, dir)?;
            let shown = dir.display().to_string();
            let text =
                format!("wrote {} to {shown}\nnext: coercivity check --data {shown}", counted(count, "file"));
            Answer::new("coercivity.export/1", text, json!({ "folder": shown, "files": count }))
        }
    };
    answer.world = open.name();
    Ok(answer)
}
