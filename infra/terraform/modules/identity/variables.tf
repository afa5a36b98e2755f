variable "name" {
  description = "Name of the identity."
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
