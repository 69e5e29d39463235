//! Cases of the room `world`: the shipped data as they are, and data with faults.
mod atlas_cases;
mod atlas_data;
mod calibrated;
mod chains;
mod episode_files;
mod episode_slips;
mod proposals;
mod scenario_cases;
mod scenario_files;
