variable "name" {
  description = "Name of the storage account that holds all data; 3 to 24 lower case letters and digits."
  type        = string
}

variable "resource_group_name" {
  description = "Resource group of this installation."
  type        = string
}

variable "location" {
  description = "Region."
  type        = string
}

variable "tags" {
  description = "Tags for every resource."
  type        = map(string)
}

variable "replication" {
  description = "Replication: LRS, ZRS or GZRS."
  type        = string
}

variable "landing_containers" {
  description = "Containers in which others land data. They are made here, and nothing in them is ever deleted by Landfall."
  type        = list(string)
}

variable "working_days" {
  description = "Days after which training parts, holdouts, labels and pushed outputs are deleted. Reports and records stay."
  type        = number

  validation {
    condition     = var.working_days >= 30
    error_message = "Expected 30 days or more."
  }
}

variable "soft_delete_days" {
  description = "Days for which a deleted or overwritten blob can be had back."
  type        = number

  validation {
    condition     = var.soft_delete_days >= 7 && var.soft_delete_days <= 365
    error_message = "Expected 7 to 365 days."
  }
}

variable "workspace_id" {
  description = "Log Analytics workspace that receives who read and wrote what."
  type        = string
}
