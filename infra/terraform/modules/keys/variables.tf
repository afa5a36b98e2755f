variable "subscription_id" {
  description = "Subscription in which role definitions are named."
  type        = string
}

variable "name" {
  description = "Name of the vault; 3 to 24 characters."
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

variable "tenant_id" {
  description = "Tenant whose identities the vault knows."
  type        = string
}

variable "workspace_id" {
  description = "Log Analytics workspace that receives who signed what."
  type        = string
}

variable "keys" {
  description = "The one principal that may use each key, by the key's purpose."
  type        = map(string)
}

variable "verifiers" {
  description = "Principals that check signatures of versions, by app."
  type        = map(string)
}

variable "secrets" {
  description = "The one principal that may read each secret, by the secret's name."
  type        = map(string)
}
