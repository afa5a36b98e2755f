variable "name" {
  description = "Ending of every name here."
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

variable "retention_days" {
  description = "Days for which logs are kept."
  type        = number

  validation {
    condition     = var.retention_days >= 30 && var.retention_days <= 730
    error_message = "Expected 30 to 730 days."
  }
}
