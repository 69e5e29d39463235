//! `coercivity world hash|export DIR`.

use std::path::PathBuf;

use clap::Subcommand;
use serde_json::json;

use crate::answer::Answer;
use crate::args::Globals;
use crate::bundle_folder::export;
use crate::failure::Failure;
use crate::open_world::texts_of;
use coercivity_report::counted;

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
    let texts = texts_of(globals)?;
    let mut answer = match &request.act {
        WorldAct::Hash => {
            let count = texts.bundle.files().count();
            let text = format!("{}\nsha256 {}  {}", texts.name(), texts.hash, counted(count, "file"));
            let json = json!({ "name": texts.name(), "sha256": texts.hash, "files": count });
            Answer::new("coercivity.world/1", text, json)
        }
        WorldAct::Export { dir } => {
            let count = export(&texts.bundle, dir)?;
            let shown = dir.display().to_string();
            let text =
                format!("wrote {} to {shown}\nnext: coercivity check --data {shown}", counted(count, "file"));
            Answer::new("coercivity.export/1", text, json!({ "folder": shown, "files": count }))
        }
    };
    answer.world = texts.name();
    Ok(answer)
}
